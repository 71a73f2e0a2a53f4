import { quotaJournalLock, quotaJournalMarkSettled } from '../../../cypher/generated/entitlements.js';
import { quotaJournalsFindUnsettled } from '../../../cypher/generated/system.js';
import type { QuotaJournalRow } from '../../../cypher/rows.js';
import { systemCaller } from '../../kernel/caller.js';
import { notFound, type Outcome, type SharedOutcome } from '../../kernel/outcomes.js';
import type { Runtime } from '../../kernel/runtime.js';
import { instantOf } from '../../kernel/values/instants.js';
import type { JournalPage } from './journal.js';
import { journalChain, journalSnapshot, QUOTA_JOURNAL } from './keep-journal.js';
import type { Quotas } from './quotas.js';

/** Settlements sent to Redis at a time: each is a script of its own, and others' checks come in between. */
const AT_A_TIME = 50;
/** Pages read at a time. */
const PAGES = 100;
/**
 * The process that decided comes first, on the connection on which its attempts went out: what Redis has of them by then it has had
 * before. Only what is older than this is left.
 */
const LEFT_AFTER_MS = 30_000;

/** What is needed to settle. */
export type SettlingRuntime = Pick<Runtime, 'graph' | 'unitOfWork' | 'clock' | 'log'> & { quotas: Quotas };

export interface QuotasSettled extends Outcome {
  __typename: 'QuotasSettled';
}

/** The part of a page that Redis is told of. */
type Unsettled = Pick<JournalPage, 'tenantId' | 'settlements' | 'ends'>;

/** Tells Redis what was let through without it; told again, it counts nothing twice. Throws UNAVAILABLE while Redis is away. */
export async function settleInRedis(quotas: Quotas, { tenantId, settlements, ends }: Unsettled): Promise<void> {
  for (let at = 0; at < settlements.length; at += AT_A_TIME) {
    await quotas.settle(tenantId, settlements.slice(at, at + AT_A_TIME));
  }
  for (const { reservationId, amounts } of ends) {
    if (amounts) await quotas.finalise(tenantId, reservationId, amounts);
    else await quotas.release(tenantId, reservationId);
  }
}

/** Marks a page whose use Redis has, with a receipt. Twice is once. */
export function markSettled(
  runtime: Pick<Runtime, 'unitOfWork'>,
  tenantId: string,
  id: string,
): Promise<QuotasSettled | SharedOutcome> {
  const caller = systemCaller(tenantId, QUOTA_JOURNAL);
  const spec = { caller, action: 'settleQuotas', command: { id }, idempotencyKey: id };
  return runtime.unitOfWork.write<QuotasSettled | SharedOutcome>(spec, async (step) => {
    const chain = journalChain(id);
    const locked = await step.lock(quotaJournalLock, { heads: [chain], id });
    if (!locked?.page) return notFound('page of the quota journal');
    if (locked.page.settledAt) return { __typename: 'QuotasSettled' };
    const version = locked.page.version + 1;
    const settled: QuotaJournalRow = { ...locked.page, version, unsettledSince: null, settledAt: step.now };
    step.write(quotaJournalMarkSettled, { id, version, at: step.now });
    const { allowed, denied } = settled;
    step.receipt({
      workflow: chain.id,
      step: 'SETTLE_QUOTAS',
      outcome: 'ALLOWED',
      resource: { type: 'QuotaJournal', id, version },
      business: { allowed, denied, snapshot: [journalSnapshot(settled)] },
    });
    return { __typename: 'QuotasSettled' };
  });
}

/** What a kept page tells Redis. */
export const unsettledOf = (tenantId: string, { content }: QuotaJournalRow): Unsettled => ({
  tenantId,
  ...(JSON.parse(content) as Omit<Unsettled, 'tenantId'>),
});

/**
 * Settles every page that its process has left, of all tenants: mostly those of processes that ended. One page's failure stops no other.
 * `serves` narrows it to some tenants. Gives how many were settled.
 */
export async function settleAllQuotas(
  runtime: SettlingRuntime,
  serves: (tenantId: string) => boolean = () => true,
): Promise<number> {
  const { graph, clock } = runtime;
  let settled = 0;
  for (;;) {
    const place = { before: instantOf(clock.now() - LEFT_AFTER_MS), limit: PAGES };
    const found = await graph.readSystem(quotaJournalsFindUnsettled, place);
    let done = 0;
    for (const { tenantId, page } of found) {
      if (serves(tenantId) && (await settlePage(runtime, tenantId, page))) done += 1;
    }
    settled += done;
    if (found.length < PAGES || done === 0) return settled;
  }
}

async function settlePage(runtime: SettlingRuntime, tenantId: string, page: QuotaJournalRow): Promise<boolean> {
  try {
    await settleInRedis(runtime.quotas, unsettledOf(tenantId, page));
    return (await markSettled(runtime, tenantId, page.id)).__typename === 'QuotasSettled';
  } catch (error) {
    const fields = { err: error, tenantId, pageId: page.id };
    runtime.log.error(fields, 'a page of the quota journal was not settled; it is tried again');
    return false;
  }
}
