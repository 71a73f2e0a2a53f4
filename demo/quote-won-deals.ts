import { type Opportunity, opportunitiesByExternalIds } from '../src/crm/index.js';
import { createQuote, listQuotes, type Quote, submitQuote } from '../src/dealdesk/index.js';
import type { Caller } from '../src/kernel/caller.js';
import { deals } from './files.js';
import { type DemoJob, expected, forEach } from './job.js';
import { ADMIN } from './people.js';

const PAGE = 500;

/** The quotes of the won deals by the deals' external ids, and how many of them were made now. */
export interface Quoted {
  quotes: Map<string, Quote>;
  created: number;
  submitted: number;
}

/**
 * Quotes every `Won` row at its real price and submits it, as backfilled history: the admin acts in the rep's name, on the
 * day the deal closed. A quote that was made before is found by its external id.
 */
export async function quoteWonDeals(job: DemoJob): Promise<Quoted> {
  const won = (await deals()).filter(({ deal_stage }) => deal_stage === 'Won').map((row) => row.opportunity_id);
  const admin = await job.as(ADMIN);
  const known = await quotesByExternalId(job);
  const opportunities = await opportunitiesOf(job, won);
  const made = await job.progress.stage('quote won deals', opportunities.length, (done) =>
    forEach(opportunities, async (opportunity) => {
      const quote = known.get(opportunity.externalId ?? '');
      const quoteId = quote?.id ?? (await create(job, admin, opportunity));
      const submits = !quote?.submittedOn;
      if (submits) await submit(job, admin, quoteId);
      done();
      return { created: !quote, submitted: submits };
    }),
  );
  const all = await quotesByExternalId(job);
  return {
    quotes: new Map(won.flatMap((id) => (all.has(id) ? [[id, all.get(id) as Quote] as const] : []))),
    created: made.filter(({ created }) => created).length,
    submitted: made.filter(({ submitted }) => submitted).length,
  };
}

async function create({ runtime }: DemoJob, admin: Caller, opportunity: Opportunity): Promise<string> {
  const { id, externalId, productId, amountMinor, currency, closeDate, ownerId } = opportunity;
  const quote = {
    opportunityId: id,
    externalId,
    lines: [{ productId, quantity: 1, netUnitPrice: { amountMinor, currency } }],
    backfill: true,
    businessDate: closeDate,
    onBehalfOf: ownerId,
  };
  return expected(await createQuote(runtime, admin, quote), 'QuoteCreated').quoteId;
}

async function submit({ runtime }: DemoJob, admin: Caller, quoteId: string): Promise<void> {
  expected(await submitQuote(runtime, admin, { quoteId, version: 1 }), 'QuoteSubmitted');
}

async function opportunitiesOf({ runtime, tenantId }: DemoJob, externalIds: string[]): Promise<Opportunity[]> {
  const found: Opportunity[] = [];
  for (let from = 0; from < externalIds.length; from += PAGE) {
    found.push(...(await opportunitiesByExternalIds(runtime, tenantId, externalIds.slice(from, from + PAGE))));
  }
  return found;
}

/** All quotes of the tenant that carry an external id. */
export async function quotesByExternalId({ runtime, tenantId }: DemoJob): Promise<Map<string, Quote>> {
  const quotes = new Map<string, Quote>();
  for (let start: { before: string; beforeId: string } | null = null; ; ) {
    const page: Quote[] = await listQuotes(runtime, tenantId, {}, { start, most: PAGE });
    for (const quote of page) if (quote.externalId) quotes.set(quote.externalId, quote);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return quotes;
    start = { before: last.createdAt, beforeId: last.id };
  }
}
