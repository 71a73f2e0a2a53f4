import { z } from 'zod';
import { approvalSupersedeMany, quoteLockForRevision, quoteMarkStatus } from '../../cypher/generated/dealdesk.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome, versionConflict } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import type { Approval } from './approval.js';
import { undecided } from './approval-plan.js';
import { type QuoteNotEditable, quoteNotEditable } from './errors.js';
import { mayHandle, type NotYourQuote, onBehalfOfOwner, refuseStranger } from './ownership.js';
import { nextQuoteStatus, type Quote } from './quote.js';
import type { DealDeskRuntime } from './runtime.js';
import { dealSnapshot } from './snapshots.js';

const command = z.strictObject({
  quoteId: z.string().min(1),
  version: z.int().min(1),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/** The quote is a draft again; what was open of its approvals is superseded. */
export interface QuoteRecalled extends Outcome {
  __typename: 'QuoteRecalled';
  quoteId: string;
}

/** Takes a submitted quote back before it is decided; for its owner (or a RevOps admin, for history). */
export async function recallQuote(
  runtime: DealDeskRuntime,
  caller: Caller,
  input: unknown,
): Promise<QuoteRecalled | NotYourQuote | QuoteNotEditable | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...recall } = parsed.command;
  return runtime.unitOfWork.write({ caller, action: 'recallQuote', command: recall, idempotencyKey }, async (step) => {
    const row = await step.lock(quoteLockForRevision, { quoteId: recall.quoteId, productIds: [] });
    if (!row) return notFound('quote');
    const quote = row.quote as Quote;
    if (!mayHandle(caller, quote)) return refuseStranger(step, quote, 'RECALL_QUOTE');
    if (quote.version !== recall.version) return versionConflict(quote.version);
    const status = nextQuoteStatus(quote.status, 'recall');
    if (!status) return quoteNotEditable(quote.status, 'recalled');
    const after: Quote = { ...quote, status, version: quote.version + 1 };
    const superseded = undecided(row.approvals as Approval[]);
    step.write(quoteMarkStatus, { quoteId: quote.id, version: after.version, status });
    step.write(approvalSupersedeMany, { approvalIds: superseded.map((approval) => approval.id) });
    step.receipt({
      workflow: workflowId('deal', quote.opportunityId),
      step: 'RECALL_QUOTE',
      outcome: 'ALLOWED',
      resource: { type: 'Quote', id: quote.id, version: after.version },
      onBehalfOf: onBehalfOfOwner(step, quote),
      business: { snapshot: dealSnapshot({ quote: after, approvals: superseded }) },
    });
    return { __typename: 'QuoteRecalled', quoteId: quote.id };
  });
}
