import { approvalLockForDecision } from '../../cypher/generated/dealdesk.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, notFound, parseCommand, type SharedOutcome, versionConflict } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { type Approval, nextApprovalStatus } from './approval.js';
import { type ApprovalDecided, type Deciding, decideCommand } from './deciding.js';
import { approve, counterPropose, reject } from './decisions.js';
import type { ApprovalAlreadyDecided, ApprovalNotOpen, NotYourApproval } from './errors.js';
import type { Quote, QuoteVersion } from './quote.js';
import { refuseDecider, whyNotYours } from './right-to-decide.js';
import type { DealDeskRuntime } from './runtime.js';
import { bare } from './snapshots.js';

/** Approves, rejects or makes a counter-proposal; of two deciders one wins (R3, Switchboard Deal Desk). */
export async function decideApproval(
  runtime: DealDeskRuntime,
  caller: Caller,
  input: unknown,
): Promise<ApprovalDecided | ApprovalAlreadyDecided | ApprovalNotOpen | NotYourApproval | SharedOutcome> {
  const parsed = parseCommand(decideCommand, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...decide } = parsed.command;
  const versionId = newId();
  return runtime.unitOfWork.write(
    { caller, action: 'decideApproval', command: decide, idempotencyKey },
    async (step) => {
      const row = await step.lock(approvalLockForDecision, { approvalId: decide.approvalId, deciderId: caller.id });
      if (!row) return notFound('approval');
      const approval = bare(row.approval) as Approval;
      const { lines, ...current } = row.current;
      const quote = bare(row.quote) as Quote;
      const why = whyNotYours(
        caller.id,
        row.deciderRoles,
        approval,
        quote,
        current.moreGenerous ? current.createdBy : null,
      );
      if (why) return refuseDecider(step, approval, why);
      if (approval.status === 'waiting') return notOpen(approval);
      if (!nextApprovalStatus(approval.status, EVENTS[decide.decision])) return alreadyDecided(approval);
      if (approval.version !== decide.version) return versionConflict(approval.version);
      const deciding: Deciding = {
        step,
        decide,
        approval,
        quote,
        versionId,
        lines,
        version: bare(current) as QuoteVersion,
        approvals: (row.approvals as Approval[])
          .map(bare)
          .filter(({ quoteVersion }) => quoteVersion === approval.quoteVersion),
      };
      if (decide.decision === 'APPROVE') return approve(deciding);
      if (decide.decision === 'REJECT') return reject(deciding);
      const proposed = counterPropose(deciding);
      return proposed.ok ? proposed.decided : invalidInput(...proposed.problems);
    },
  );
}

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
