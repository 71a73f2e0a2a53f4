import { isDeepStrictEqual } from 'node:util';
import { leadsWriteMany } from '../../cypher/generated/routing.js';
import type { AssignmentRow, LeadWrite } from '../../cypher/rows.js';
import { DefectError } from '../kernel/errors.js';
import { type ReceiptDraft, workflowId } from '../kernel/receipts.js';
import type { Instant } from '../kernel/values/instants.js';
import type { WorkingSchedule } from '../kernel/values/working-minutes.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type Lead, type LeadEvent, leadAfter, leadSnapshot } from './lead.js';
import { endTimer, NO_DEADLINE, type SlaTimer, startTimer, timerSnapshot } from './sla-timer.js';

/** What one step changes about a lead: the lead as it is after it, and what goes with it. */
export interface LeadChange {
  lead: Lead;
  /** The user or team it is routed to from now on; null leaves the edge. */
  routedTo: string | null;
  match: LeadWrite['match'];
  /** A deadline that starts. */
  timer: SlaTimer | null;
  /** Deadlines that end. */
  ended: SlaTimer[];
  assignment: AssignmentRow | null;
  /** The lead as it is stored: then only what differs is written. */
  before?: Lead;
}

/** When, in which schedule, and under which id a new owner's deadline starts. */
export interface DeadlineStart {
  at: Instant;
  timerId: string;
  schedule: WorkingSchedule;
}

/** Gives a lead to a user: their own deadline starts, unless somebody made contact already. */
export function giveToUser(lead: Lead, userId: string, start: DeadlineStart, running: SlaTimer[] = []): LeadChange {
  const lost = lead.ownerId !== null && lead.ownerId !== userId ? [lead.ownerId] : [];
  const status = moved(lead, 'assign');
  const owned: Lead = {
    ...lead,
    status: lead.firstTouchedAt ? 'working' : status,
    ownerId: userId,
    waitingIn: null,
    routedAt: start.at,
    previousOwnerIds: [...new Set([...lead.previousOwnerIds, ...lost])],
  };
  return withDeadline(owned, owned.status === 'assigned' ? `user:${userId}` : null, userId, start, running);
}

/** Puts a lead into a team's queue; without a team it waits in nobody's, and is found by its status. */
export function giveToTeam(
  lead: Lead,
  teamId: string | null,
  start: DeadlineStart,
  running: SlaTimer[] = [],
): LeadChange {
  const lost = lead.ownerId ? [lead.ownerId] : [];
  const queued: Lead = {
    ...lead,
    status: moved(lead, 'queue'),
    ownerId: null,
    teamId,
    waitingIn: null,
    routedAt: start.at,
    previousOwnerIds: [...new Set([...lead.previousOwnerIds, ...lost])],
  };
  return withDeadline(queued, teamId && `team:${teamId}`, teamId, start, running);
}

/** Lets a lead wait for a pool's next turn. */
export function letWait(lead: Lead, pool: string, teamId: string | null): LeadChange {
  const waiting: Lead = {
    ...lead,
    status: moved(lead, 'queue'),
    pool,
    waitingIn: pool,
    teamId,
    version: lead.version + 1,
  };
  return { lead: waiting, routedTo: null, match: null, timer: null, ended: [], assignment: null };
}

function withDeadline(
  lead: Lead,
  queue: string | null,
  routedTo: string | null,
  { at, timerId, schedule }: DeadlineStart,
  running: SlaTimer[],
): LeadChange {
  const timer = lead.firstTouchedAt ? null : startTimer(timerId, lead, schedule, at);
  const placed: Lead = {
    ...lead,
    version: lead.version + 1,
    queue,
    queueDueAt: queue && (timer?.dueAt ?? NO_DEADLINE),
    slaDueAt: lead.slaDueAt ?? timer?.dueAt ?? null,
  };
  const ended = running.map((one) => endTimer(one, 'replace', at));
  return { lead: placed, routedTo, match: null, timer, ended, assignment: null };
}

function moved(lead: Lead, event: LeadEvent): Lead['status'] {
  const status = leadAfter(lead.status, event);
  if (!status) throw new DefectError(`A lead that is ${lead.status} cannot ${event}`);
  return status;
}

/** Writes the changes of one step in one statement. */
export function writeLeads(step: WriteStep, changes: LeadChange[]): void {
  step.write(leadsWriteMany, {
    rows: changes.map(({ lead, before, routedTo, match, timer, ended, assignment }) => ({
      id: lead.id,
      properties: propertiesOf(lead, before),
      since: lead.routedAt,
      routedTo,
      match,
      timer,
      ended: ended.map((one) => ({
        id: one.id,
        status: one.status,
        at: one.endedAt ?? step.now,
        version: one.version,
      })),
      assignment,
    })),
  });
}

function propertiesOf({ id: _id, ...lead }: Lead, before?: Lead): Partial<Lead> {
  if (!before) return lead;
  const differs = ([key, value]: [string, unknown]) => !isDeepStrictEqual(value, before[key as keyof Lead]);
  return Object.fromEntries(Object.entries(lead).filter(differs));
}

/** The chain of a lead. */
export const leadChain = (leadId: string): string => workflowId('lead', leadId);

/** A receipt about a lead, with everything that its step changed as snapshot; `also` is what changed beside the lead. */
export function leadReceipt(
  change: Pick<LeadChange, 'lead'> & Partial<LeadChange>,
  draft: Pick<ReceiptDraft, 'step' | 'outcome'> & Partial<ReceiptDraft>,
  also: object[] = [],
): ReceiptDraft {
  const { lead, timer, ended = [], assignment, match, routedTo } = change;
  return {
    workflow: leadChain(lead.id),
    resource: { type: 'Lead', id: lead.id, version: lead.version },
    ...draft,
    business: {
      ...draft.business,
      snapshot: [
        {
          ...leadSnapshot(lead),
          ...(match ? { matchedTo: match } : {}),
          ...(routedTo ? { routedTo: { id: routedTo, since: lead.routedAt } } : {}),
        },
        ...[...ended, ...(timer ? [timer] : [])].map(timerSnapshot),
        ...(assignment ? [{ type: 'Assignment', ...assignment }] : []),
        ...also,
      ],
    },
  };
}
