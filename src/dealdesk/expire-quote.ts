import { approvalSupersedeMany, quoteLockForRevision, quoteMarkStatus } from '../../cypher/generated/dealdesk.js';
import type { Caller } from '../kernel/caller.js';
import { type IdempotencyConflict, type NotFound, notFound, type Outcome } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import type { Approval } from './approval.js';
import { undecided } from './approval-plan.js';
import type { NothingDue } from './overdue-approvals.js';
import { nextQuoteStatus, type Quote } from './quote.js';
import type { DealDeskRuntime } from './runtime.js';
import type { DealDeskConfig } from './settings.js';
import { dealSnapshot } from './snapshots.js';

const DAY_MS = 86_400_000;

/** When a quote that is submitted now expires; null: never. History does not expire: it tells what was. */
export const expiryOf = (
  { quoteValidDays }: Pick<DealDeskConfig, 'quoteValidDays'>,
  { backfill }: Pick<Quote, 'backfill'>,
  submittedAt: Instant,
): Instant | null =>
  quoteValidDays === null || backfill ? null : instantOf(epochMs(submittedAt) + quoteValidDays * DAY_MS);

/** The quote has expired; a revision leads out of it. */
export interface QuoteExpired extends Outcome {
  __typename: 'QuoteExpired';
  quoteId: string;
}

/** Ends a quote whose validity is over, undecided or approved; what is still asked for is superseded. */
export async function expireQuote(
  runtime: DealDeskRuntime,
  caller: Caller,
  quoteId: string,
): Promise<QuoteExpired | NothingDue | NotFound | IdempotencyConflict> {
  const spec = { caller, action: 'expireQuote', command: { quoteId } };
  return runtime.unitOfWork.write<QuoteExpired | NothingDue | NotFound>(spec, async (step) => {
    const row = await step.lock(quoteLockForRevision, { quoteId, productIds: [] });
    if (!row) return notFound('quote');
    const quote = row.quote as Quote;
    const status = nextQuoteStatus(quote.status, 'expire');
    if (!status || quote.expiresAt === null || quote.expiresAt > step.now) return { __typename: 'NothingDue' };
    const after: Quote = { ...quote, status, version: quote.version + 1 };
    const superseded = undecided(row.approvals as Approval[]);
    step.write(quoteMarkStatus, { quoteId, version: after.version, status });
    if (superseded.length > 0) {
      step.write(approvalSupersedeMany, { approvalIds: superseded.map(({ id }) => id) });
    }
    step.receipt({
      workflow: workflowId('deal', quote.opportunityId),
      step: 'EXPIRE_QUOTE',
      outcome: 'ALLOWED',
      resource: { type: 'Quote', id: quoteId, version: after.version },
      business: {
        was: quote.status,
        expires_at: quote.expiresAt,
        snapshot: dealSnapshot({ quote: after, approvals: superseded }),
      },
    });
    return { __typename: 'QuoteExpired', quoteId };
  });
}
