import { approvalLockForDecision } from '../../cypher/generated/dealdesk.js';
import type { DecidingFactsRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import {
  type FieldProblem,
  type InvalidInput,
  invalidInput,
  notFound,
  parseCommand,
  type SharedOutcome,
  versionConflict,
} from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type Approval, holderRole, nextApprovalStatus } from './approval.js';
import { proposedVersion } from './counter-proposal.js';
import { type Deadlines, deadlinesOf, NO_DEADLINES } from './deadlines.js';
import { type ApprovalDecided, type DecideCommand, type Deciding, decideCommand } from './deciding.js';
import { approve, counterPropose, reject } from './decisions.js';
import { type ApprovalAlreadyDecided, type ApprovalNotOpen, alreadyDecided, type NotYourApproval } from './errors.js';
import { type HeldLimit, heldLimit, isOver } from './limits.js';
import { handlersOf, madeByOthers } from './ownership.js';
import { MOST_LINES } from './pricing.js';
import { apart, type Quote } from './quote.js';
import { reasonProblem } from './reason-codes.js';
import { retested } from './retest.js';
import { deciderOf, decidesTwice, principalOf, refuseDecider, whyNotYours } from './right-to-decide.js';
import { configAt, type DealDeskRuntime, dealDeskConfigAt } from './runtime.js';
import type { DealDeskConfig } from './settings.js';
import { completesStage } from './stage-progress.js';

/** Approves, rejects or makes a counter-proposal; of two deciders one wins (R3, Switchboard Deal Desk). */
export async function decideApproval(
  runtime: DealDeskRuntime,
  caller: Caller,
  input: unknown,
): Promise<ApprovalDecided | ApprovalAlreadyDecided | ApprovalNotOpen | NotYourApproval | SharedOutcome> {
  const parsed = parseCommand(decideCommand, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...decide } = parsed.command;
  const counters = decide.decision === 'COUNTER_PROPOSE';
  const ids = { version: newId(), lines: Array.from({ length: counters ? MOST_LINES : 0 }, newId), approvals: [] };
  return runtime.unitOfWork.write(
    { caller, action: 'decideApproval', command: decide, idempotencyKey },
    async (step) => {
      const row = await step.lock(approvalLockForDecision, { approvalId: decide.approvalId, deciderId: caller.id });
      if (!row) return notFound('approval');
      const deciding = await understood(runtime, step, decide, ids, row);
      const { approval } = deciding;
      const handlerIds = await handlersOf(step, deciding.quote);
      const makerIds = [...deciding.version.makerIds, ...handlerIds];
      const why = whyNotYours(deciding.decider, { ...deciding, makerIds });
      if (why) return refuseDecider(step, approval, why);
      if (approval.status === 'waiting') return notOpen(approval);
      if (!nextApprovalStatus(approval.status, EVENTS[decide.decision])) return alreadyDecided(approval);
      if (approval.version !== decide.version) return versionConflict(approval.version);
      const { expiresAt } = deciding.quote;
      if (expiresAt !== null && expiresAt <= step.now) return tooLate(approval);
      return held(runtime, deciding, handlerIds);
    },
  );
}

/** What was locked and read, as a decision takes it; the settings are those in force now. */
async function understood(
  runtime: DealDeskRuntime,
  step: WriteStep,
  decide: DecideCommand,
  ids: Deciding['ids'],
  row: DecidingFactsRow,
): Promise<Deciding> {
  const approval = row.approval as Approval;
  const { version, lines } = apart(row.current);
  const settings = await dealDeskConfigAt(runtime, step.tenantId, row.configNumber);
  const decider = deciderOf(step.caller.id, row, settings, step.now);
  return {
    step,
    decide,
    approval,
    quote: row.quote as Quote,
    ids,
    version,
    lines,
    approvals: (row.approvals as Approval[]).filter(({ quoteVersion }) => quoteVersion === approval.quoteVersion),
    decider,
    onBehalfOfId: principalOf(decider, approval),
    deadlines: await deadlinesFor(runtime, step, approval),
    settings,
    config: await configAt(runtime, step.tenantId, row.configNumber),
  };
}

/** Decides within what the configuration allows: its codes, distinct persons, and the limits of the role. */
async function held(
  runtime: DealDeskRuntime,
  deciding: Deciding,
  handlerIds: string[],
): Promise<ApprovalDecided | NotYourApproval | InvalidInput> {
  const { step, decide, approval, settings, version } = deciding;
  const problem = settingsProblem(settings, decide);
  if (problem) return invalidInput(problem);
  if (decide.decision === 'REJECT') return reject(deciding);
  const persons = [step.caller.id, ...(deciding.onBehalfOfId ? [deciding.onBehalfOfId] : [])];
  if (decidesTwice(persons, approval, deciding.approvals, settings)) {
    return refuseDecider(step, approval, 'same_person');
  }
  const proposed =
    decide.decision === 'COUNTER_PROPOSE' ? proposedVersion(deciding, await madeByOthers(step, deciding.quote)) : null;
  if (proposed && !proposed.ok) return invalidInput(...proposed.problems);
  const offer = proposed?.version ?? version;
  const limit = heldLimit({ ...deciding, role: approval.role, now: step.now }, offer);
  if (isOver(limit, offer)) return refuseDecider(step, approval, 'over_limit', limit);
  if (proposed) return counterPropose(deciding, limit, proposed);
  const isComplete = completesStage(deciding.approvals, { ...approval, status: 'approved' });
  const retest = isComplete ? await retested(runtime, deciding, handlerIds) : null;
  return approve(deciding, { limit, alsoHeld: alsoHeld(deciding), retest });
}

/** Who decides for themself is not asked again for what waits for them alone in the next stage, where they may decide it. */
function alsoHeld(deciding: Deciding): (next: Approval) => HeldLimit | null {
  const { step, settings, version, decider, onBehalfOfId } = deciding;
  return (next) => {
    if (onBehalfOfId || settings.distinctPersons || next.assigneeId !== step.caller.id) return null;
    if (!decider.roles.includes(holderRole(next.role))) return null;
    const limit = heldLimit({ ...deciding, role: next.role, now: step.now }, version);
    return isOver(limit, version) ? null : limit;
  };
}

/** What of a decision the tenant's settings do not take. */
function settingsProblem(settings: DealDeskConfig, { decision, reasonCode }: DecideCommand): FieldProblem | null {
  if (decision === 'APPROVE') return null;
  if (decision === 'COUNTER_PROPOSE' && !settings.counterProposals) {
    return { path: 'decision', message: 'counter-proposals are switched off in your configuration' };
  }
  return reasonProblem(settings, decision, reasonCode);
}

/** Deadlines of a stage that opens now; none where it is not kept which configuration asked. */
const deadlinesFor = async (
  runtime: DealDeskRuntime,
  { tenantId, now }: WriteStep,
  { configNumber }: Approval,
): Promise<Deadlines> =>
  configNumber === null ? NO_DEADLINES : deadlinesOf(await dealDeskConfigAt(runtime, tenantId, configNumber), now);

const EVENTS = { APPROVE: 'approve', REJECT: 'reject', COUNTER_PROPOSE: 'counter_propose' } as const;

const notOpen = ({ id, stage }: Approval): ApprovalNotOpen => ({
  __typename: 'ApprovalNotOpen',
  message: `It waits for the stages before its own (stage ${stage + 1}).`,
  approvalId: id,
});

/** Its validity is over, though the sweep that says so may come a little later. */
const tooLate = ({ id }: Approval): ApprovalNotOpen => ({
  __typename: 'ApprovalNotOpen',
  message: 'The quote is valid no more; its owner revises it first.',
  approvalId: id,
});
