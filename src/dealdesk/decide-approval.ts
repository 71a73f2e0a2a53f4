import { approvalLockForDecision } from '../../cypher/generated/dealdesk.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, notFound, parseCommand, type SharedOutcome, versionConflict } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type Approval, nextApprovalStatus } from './approval.js';
import { type Deadlines, deadlinesOf, NO_DEADLINES } from './deadlines.js';
import { type ApprovalDecided, type Deciding, decideCommand } from './deciding.js';
import { approve, counterPropose, reject } from './decisions.js';
import type { ApprovalAlreadyDecided, ApprovalNotOpen, NotYourApproval } from './errors.js';
import { handlersOf } from './ownership.js';
import { MOST_LINES } from './pricing.js';
import { apart, type Quote } from './quote.js';
import { refuseDecider, whyNotYours } from './right-to-decide.js';
import { type DealDeskRuntime, dealDeskConfigAt } from './runtime.js';

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
  const ids = { version: newId(), lines: Array.from({ length: counters ? MOST_LINES : 0 }, newId) };
  return runtime.unitOfWork.write(
    { caller, action: 'decideApproval', command: decide, idempotencyKey },
    async (step) => {
      const row = await step.lock(approvalLockForDecision, { approvalId: decide.approvalId, deciderId: caller.id });
      if (!row) return notFound('approval');
      const approval = row.approval as Approval;
      const quote = row.quote as Quote;
      const { version, lines } = apart(row.current);
      const makerIds = [...version.makerIds, ...(await handlersOf(step, quote))];
      const why = whyNotYours(caller.id, row.deciderRoles, approval, quote, makerIds);
      if (why) return refuseDecider(step, approval, why);
      if (approval.status === 'waiting') return notOpen(approval);
      if (!nextApprovalStatus(approval.status, EVENTS[decide.decision])) return alreadyDecided(approval);
      if (approval.version !== decide.version) return versionConflict(approval.version);
      const deciding: Deciding = {
        step,
        decide,
        approval,
        quote,
        ids,
        version,
        lines,
        deadlines: await deadlinesFor(runtime, step, approval),
        approvals: (row.approvals as Approval[]).filter(({ quoteVersion }) => quoteVersion === approval.quoteVersion),
      };
      if (decide.decision === 'APPROVE') return approve(deciding);
      if (decide.decision === 'REJECT') return reject(deciding);
      const proposed = counterPropose(deciding);
      return proposed.ok ? proposed.decided : invalidInput(...proposed.problems);
    },
  );
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

const alreadyDecided = ({ id, status }: Approval): ApprovalAlreadyDecided => ({
  __typename: 'ApprovalAlreadyDecided',
  message:
    status === 'superseded'
      ? 'The quote has moved on; this approval is no longer asked for.'
      : `It was ${status} already.`,
  approvalId: id,
  status,
});
