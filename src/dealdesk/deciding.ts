import { z } from 'zod';
import type { Outcome } from '../kernel/outcomes.js';
import type { WriteStep } from '../kernel/write-step.js';
import type { VersionedConfig } from '../tenancy/index.js';
import type { Approval } from './approval.js';
import type { Deadlines } from './deadlines.js';
import { discountCommand, linesCommand } from './pricing.js';
import type { Quote, QuoteLine, QuoteVersion } from './quote.js';
import type { Decider } from './right-to-decide.js';
import type { DealDeskConfig } from './settings.js';
import { termsCommand } from './terms.js';

const counterProposal = z.strictObject({
  /** One discount over every line, in basis points, or the lines themselves. */
  discount: discountCommand.nullish(),
  lines: linesCommand.nullish(),
  terms: termsCommand.nullish(),
});

/** What an approver asks for. */
export const decideCommand = z
  .strictObject({
    approvalId: z.string().min(1),
    /** Version of the approval that the approver saw. */
    version: z.int().min(1),
    decision: z.enum(['APPROVE', 'REJECT', 'COUNTER_PROPOSE']),
    /** One of the configuration's for the kind of decision. */
    reasonCode: z.string().max(64).nullish(),
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
      [c.counterProposal.discount, c.counterProposal.lines, c.counterProposal.terms].some((part) => part != null),
    {
      path: ['counterProposal'],
      message: 'changes the discount, the lines or the terms',
    },
  );
export type DecideCommand = Omit<z.output<typeof decideCommand>, 'idempotencyKey'>;

/** The decision stands; `quoteStatus` is where it took the quote, `versionNumber` a counter-proposal's version. */
export interface ApprovalDecided extends Outcome {
  __typename: 'ApprovalDecided';
  approvalId: string;
  quoteId: string;
  quoteStatus: string;
  decidedById: string;
  /** In whose place, by delegation. */
  onBehalfOfId: string | null;
  versionNumber: number | null;
}

/** A decision that may be made, with everything it changes; `approvals` are those of the approval's quote version. */
export interface Deciding {
  step: WriteStep;
  decide: DecideCommand;
  approval: Approval;
  quote: Quote;
  version: QuoteVersion;
  lines: QuoteLine[];
  approvals: Approval[];
  /** Of what opens now, by the configuration that asked for it. */
  deadlines: Deadlines;
  /** Whom the decider stands for, by delegation. */
  onBehalfOfId: string | null;
  /** The caller as they are at this instant. */
  decider: Decider;
  /** What is in force at this instant, and not when it was asked for: authority is of the present. */
  settings: DealDeskConfig;
  config: VersionedConfig;
  /** Ids of the version that a counter-proposal makes, and of its lines; those of more approvals are drawn when they are needed. */
  ids: { version: string; lines: string[]; approvals: string[] };
}
