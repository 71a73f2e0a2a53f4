import { quotaDenialsMark } from '../../../cypher/generated/entitlements.js';
import { headsLock } from '../../../cypher/generated/evidence.js';
import { systemCaller } from '../../kernel/caller.js';
import type { IdempotencyConflict, Outcome } from '../../kernel/outcomes.js';
import type { ReceiptDraft } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { epochMs, type Instant, instantOf } from '../../kernel/values/instants.js';
import { forEveryTenant, LOOKED_AT_ONCE } from '../../tenancy/index.js';
import type { DenialFacts } from './denial-ids.js';
import { denialsMark } from './denials-mark.js';
import type { QuotaNews } from './news.js';
import { denialReceipt, quotaChain } from './quota-receipts.js';
import type { Quotas } from './quotas.js';

/** Told in one write, each with a receipt of its own. */
const AT_A_TIME = 100;
/** Of one tenant in one round: who has more comes round again, and holds nobody else up. */
const MOST_ROUNDS = 10;

export type TellingRuntime = Pick<Runtime, 'graph' | 'unitOfWork' | 'log'> & { quotas: Quotas };

/** News that were told, by their ids. */
interface QuotasTold extends Outcome {
  __typename: 'QuotasTold';
  ids: string[];
}

/**
 * Turns what checks left behind in Redis into receipts: first denials, counts of further ones, crossings, overruns. Each is told once,
 * though this runs twice: the first of a batch names it, and whoever comes to the same one gets the answer of who told it. Gives how
 * many were told.
 */
export async function tellQuotas(runtime: TellingRuntime, tenantId: string): Promise<number> {
  let told = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const news = await runtime.quotas.news(tenantId, AT_A_TIME);
    const [first] = news;
    if (!first) break;
    const answer = await tellBatch(runtime, tenantId, first.id, news);
    if (answer.__typename !== 'QuotasTold') break;
    await runtime.quotas.forgetNews(tenantId, answer.ids);
    told += answer.ids.length;
    if (news.length < AT_A_TIME && answer.ids.length >= news.length) break;
  }
  return told;
}

/** Tells the news of all tenants. One tenant's failure stops no other. */
export const tellAllQuotas = (runtime: TellingRuntime): Promise<{ told: number; tenants: number }> =>
  forEveryTenant<{ told: number }>(
    runtime,
    { told: 0 },
    "a tenant's quotas were not told of; they come round again",
    async (tenantId) => ({ told: await tellQuotas(runtime, tenantId) }),
    LOOKED_AT_ONCE,
  );

function tellBatch(
  { unitOfWork }: TellingRuntime,
  tenantId: string,
  first: string,
  news: readonly QuotaNews[],
): Promise<QuotasTold | IdempotencyConflict> {
  const caller = systemCaller(tenantId, 'quota-news');
  // The key and the command are of the first alone: who comes with a longer list is answered what was told, and forgets just that.
  const spec = { caller, action: 'tellQuotas', command: { first }, idempotencyKey: first };
  return unitOfWork.write<QuotasTold>(spec, async (step) => {
    const chain = quotaChain(news[0]?.at ?? '');
    await step.lock(headsLock, { heads: [chain] });
    for (const one of news) if (one.kind !== 'denied_more') step.receipt(receiptOf(chain.id, one));
    const more = news.filter(({ kind }) => kind === 'denied_more');
    if (more.length > 0) step.receipt(countReceipt(chain.id, more));
    const denials = news.filter(isDenial).map((one) => ({ ...one, at: deniedBy(one), count: countOf(one) }));
    if (denials.length > 0) step.write(quotaDenialsMark, denialsMark(denials));
    return { __typename: 'QuotasTold', ids: news.map(({ id }) => id) };
  });
}

const isDenial = ({ kind }: QuotaNews): boolean => kind === 'denied' || kind === 'denied_more';
const countOf = ({ kind, amount }: QuotaNews): number => (kind === 'denied' ? 1 : amount);

/** The last instant at which it can have happened: what was counted is read a while later, perhaps when its window is over. */
const deniedBy = ({ at, windowEnd }: QuotaNews): Instant =>
  windowEnd !== null && windowEnd <= at ? instantOf(epochMs(windowEnd) - 1) : at;

function receiptOf(workflow: string, news: QuotaNews): ReceiptDraft {
  if (news.kind === 'denied') return denialReceipt(workflow, deniedFacts(news));
  if (news.kind === 'corrected' || news.kind === 'restored') return correctionReceipt(workflow, news);
  const isCrossing = news.kind === 'crossed';
  return {
    workflow,
    step: isCrossing ? 'CROSS_QUOTA' : 'OVERRUN_QUOTA',
    outcome: 'ALLOWED',
    resource: { type: 'Quota', id: news.quota, version: null },
    business: {
      event: isCrossing ? 'quota_threshold_reached' : 'quota_overrun',
      ...factsOf(news),
      ...(isCrossing ? { share_bp: news.amount } : { over: news.amount }),
      plan_version: news.planVersion,
      at: news.at,
    },
  };
}

/** A counter that was made good, with what it was and is. */
const correctionReceipt = (workflow: string, news: QuotaNews): ReceiptDraft => ({
  workflow,
  step: 'CORRECT_QUOTA',
  outcome: 'ALLOWED',
  resource: { type: 'Quota', id: news.quota, version: null },
  business: {
    ...{ counter: `${news.quota}/${news.window}/${news.meter}`, level: news.level, subject: news.subject },
    ...{ window_end: news.windowEnd, before: news.requested, after: news.used, difference: news.amount },
    reason: news.kind === 'restored' ? 'COUNTER_LOST' : 'COUNTER_ALTERED',
    at: news.at,
  },
});

/** Denials after the first, counted by quota, subject and window: one receipt for all. */
const countReceipt = (workflow: string, news: readonly QuotaNews[]): ReceiptDraft => ({
  workflow,
  step: 'COUNT_QUOTA_DENIALS',
  outcome: 'BLOCKED',
  resource: { type: 'Quota', id: 'denials', version: null },
  business: {
    event: 'quota_exceeded',
    denials: news.reduce((sum, { amount }) => sum + amount, 0),
    counts: news.map((one) => ({ ...factsOf(one), denials: one.amount, denied_by: deniedBy(one) })),
  },
});

const factsOf = ({ quota, meter, level, subject, window, limit, used, windowStart, windowEnd }: QuotaNews) => ({
  ...{ quota, meter, level, subject, window, limit, used },
  ...{ window_start: windowStart, window_end: windowEnd },
});

const deniedFacts = ({ windowStart, windowEnd, at, ...news }: QuotaNews): DenialFacts => ({
  ...news,
  windowStart: windowStart === null ? null : epochMs(windowStart),
  windowEnd: windowEnd === null ? null : epochMs(windowEnd),
  ...{ degraded: false, deniedAt: epochMs(at) },
});
