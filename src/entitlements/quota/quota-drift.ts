import { quotaJournalsList, quotaJournalsListUnsettled } from '../../../cypher/generated/entitlements.js';
import type { QuotaJournalRow } from '../../../cypher/rows.js';
import type { Runtime } from '../../kernel/runtime.js';
import type { Instant } from '../../kernel/values/instants.js';
import type { JournalPage } from './journal.js';
import type { JournalKeeper } from './journal-keeper.js';
import { unsettledOf } from './settle-quotas.js';

/** Unsettled pages looked at; beyond this the figures are of the oldest. */
const MOST_PAGES = 1_000;
/** After every instant that there is: the newest first page. */
const LAST = '9999';

/** How much was let through without Redis that its counters do not hold yet. Zero of everything: they agree. */
export interface QuotaDrift {
  /** Checks that were let through. */
  decisions: number;
  amounts: { meter: string; amount: number }[];
  /** When the oldest of them was; null: there is none. */
  since: Instant | null;
}

/** What one process decided in some stretch of time without Redis. */
export interface DegradedDecisions extends Omit<QuotaJournalRow, 'content' | 'unsettledSince' | 'version'> {
  /** What was let through, by meter. */
  amounts: { meter: string; amount: number }[];
}

/** The drift of a tenant: what the graph knows of all processes, and this process of itself. */
export async function quotaDrift(
  { graph, quotaJournal }: Pick<Runtime, 'graph'> & { quotaJournal: JournalKeeper },
  tenantId: string,
): Promise<QuotaDrift> {
  const kept = await graph.read(quotaJournalsListUnsettled, tenantId, { most: MOST_PAGES });
  const pages = [
    ...kept.map(({ page }) => ({ ...page, ...unsettledOf(tenantId, page) })),
    ...quotaJournal.waiting(tenantId),
  ];
  return {
    decisions: pages.reduce((sum, { allowed }) => sum + allowed, 0),
    amounts: amountsOf(pages),
    since: pages.map(({ from }) => from).sort()[0] ?? null,
  };
}

/** The journal of a tenant, newest first, as the graph has it: a second after the decisions at the latest. */
export async function degradedDecisions(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { before, limit }: { before: { createdAt: string; id: string } | null; limit: number },
): Promise<DegradedDecisions[]> {
  const place = { before: before?.createdAt ?? LAST, beforeId: before?.id ?? '', most: limit };
  const rows = await graph.read(quotaJournalsList, tenantId, place);
  return rows.map(({ page }) => {
    const { content: _, unsettledSince: __, version: ___, ...said } = page;
    return { ...said, amounts: amountsOf([unsettledOf(tenantId, page)]) };
  });
}

function amountsOf(pages: readonly Pick<JournalPage, 'settlements'>[]): { meter: string; amount: number }[] {
  const sums = new Map<string, number>();
  for (const { settlements } of pages) {
    for (const { amounts } of settlements) {
      for (const [meter, amount] of Object.entries(amounts)) sums.set(meter, (sums.get(meter) ?? 0) + amount);
    }
  }
  return [...sums].map(([meter, amount]) => ({ meter, amount }));
}
