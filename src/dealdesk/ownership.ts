import { quoteMakersFind, quoteVersionsFindMade } from '../../cypher/generated/dealdesk.js';
import type { Caller } from '../kernel/caller.js';
import type { Outcome } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import type { WriteStep } from '../kernel/write-step.js';
import type { Quote, QuoteVersion } from './quote.js';

/** Somebody else owns the quote. */
export interface NotYourQuote extends Outcome {
  __typename: 'NotYourQuote';
  message: string;
  quoteId: string;
}

/** A quote is handled by its owner; backfilled history also by RevOps admins. */
export const mayHandle = (caller: Caller, quote: Pick<Quote, 'ownerId' | 'backfill'>): boolean =>
  caller.id === quote.ownerId || (quote.backfill && caller.roles.includes('revops_admin'));

/** Reads the graph, inside a write or outside. */
export type Reader = Pick<WriteStep, 'read'>;

/**
 * Who made a quote what it is, beside its owner and those its version names: every admin who ever drafted, revised or
 * submitted history, since another's submission takes the place of theirs. Only owners do that to other quotes.
 */
export async function handlersOf(step: Reader, quote: Pick<Quote, 'id' | 'backfill'>): Promise<string[]> {
  if (!quote.backfill) return [];
  return (await step.read(quoteMakersFind, { quoteId: quote.id })).flatMap(({ makerIds }) => makerIds);
}

/** The versions of a quote that others than its owner made: none, where there is but one. */
export async function madeByOthers(
  step: Reader,
  { id, currentVersion }: Pick<Quote, 'id' | 'currentVersion'>,
): Promise<QuoteVersion[]> {
  if (currentVersion === 1) return [];
  return (await step.read(quoteVersionsFindMade, { quoteId: id })).map(({ version }) => version as QuoteVersion);
}

/** Refuses whoever may not handle the quote, with a receipt in its deal. */
export function refuseStranger(
  step: WriteStep,
  quote: Quote,
  verb: 'SUBMIT_QUOTE' | 'REVISE_QUOTE' | 'RECALL_QUOTE',
): NotYourQuote {
  step.receipt({
    workflow: workflowId('deal', quote.opportunityId),
    step: verb,
    outcome: 'BLOCKED',
    resource: { type: 'Quote', id: quote.id, version: quote.version },
    business: { reason: 'not_the_owner' },
  });
  return {
    __typename: 'NotYourQuote',
    message: 'This quote belongs to somebody else; only its owner does this.',
    quoteId: quote.id,
  };
}

/** In whose name a step on a quote is taken, for its receipt: its owner, when that is not the caller. */
export const onBehalfOfOwner = (step: WriteStep, { ownerId }: Quote): { type: 'user'; id: string } | null =>
  ownerId === step.caller.id ? null : { type: 'user', id: ownerId };
