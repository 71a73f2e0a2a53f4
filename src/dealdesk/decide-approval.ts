import { z } from 'zod';
import { approvalLockForDecision } from '../../cypher/generated/dealdesk.js';
import type { Caller } from '../kernel/caller.js';
import {
  invalidInput,
  notFound,
  type Outcome,
  parseCommand,
  type SharedOutcome,
  versionConflict,
} from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { type Approval, nextApprovalStatus, REASON_CODES } from './approval.js';
import { approve, counterPropose, type Deciding, reject } from './decisions.js';
import type { ApprovalAlreadyDecided, ApprovalNotOpen, NotYourApproval } from './errors.js';
import { linesCommand, termsCommand } from './pricing.js';
import type { Quote, QuoteVersion } from './quote.js';
import { refuseDecider, whyNotYours } from './right-to-decide.js';
import type { DealDeskRuntime } from './runtime.js';
import { bare } from './snapshots.js';

const counterProposal = z.object({
  /** One discount over every line, or the lines themselves. */
  discountBp: z.int().min(0).max(10_000).nullish(),
  lines: linesCommand.nullish(),
  terms: termsCommand.nullish(),
});

const command = z
  .object({
    approvalId: z.string().min(1),
    /** Version of the approval that the approver saw. */
    version: z.int().min(1),
    decision: z.enum(['APPROVE', 'REJECT', 'COUNTER_PROPOSE']),
    reasonCode: z.enum(REASON_CODES).nullish(),
    comment: z.string().max(4_000, 'has at most 4,000 characters').nullish(),
    counterProposal: counterProposal.nullish(),
    idempotencyKey: z.string().min(1).max(200).nullish(),
  })
  .refine((c) => c.decision === 'APPROVE' || c.reasonCode, {
    path: ['reasonCode'],
    message: 'says why; it is needed unless you approve',
  })
  .refine((c) => (c.decision === 'COUNTER_PROPOSE') === (c.counterProposal != null), {
    path: ['counterProposal'],
    message: 'is what you propose instead; give it with COUNTER_PROPOSE and only then',
  })
  .refine(
    (c) =>
      !c.counterProposal ||
      [c.counterProposal.discountBp, c.counterProposal.lines, c.counterProposal.terms].some((part) => part != null),
    {
      path: ['counterProposal'],
      message: 'changes the discount, the lines or the terms',
    },
  );
export type DecideCommand = Omit<z.output<typeof command>, 'idempotencyKey'>;

/** The decision stands; `quoteStatus` is where it took the quote, `versionNumber` a counter-proposal's version. */
export interface ApprovalDecided extends Outcome {
  __typename: 'ApprovalDecided';
  approvalId: string;
  quoteId: string;
  quoteStatus: string;
  versionNumber: number | null;
}

/** Approves, rejects or makes a counter-proposal; of two deciders one wins (R3, Switchboard Deal Desk). */
export async function decideApproval(
  runtime: DealDeskRuntime,
  caller: Caller,
  input: unknown,
): Promise<ApprovalDecided | ApprovalAlreadyDecided | ApprovalNotOpen | NotYourApproval | SharedOutcome> {
  const parsed = parseCommand(command, input);
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
