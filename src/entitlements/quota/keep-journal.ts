import { quotaJournalInsert } from '../../../cypher/generated/entitlements.js';
import { headsLock } from '../../../cypher/generated/evidence.js';
import type { QuotaJournalRow } from '../../../cypher/rows.js';
import { systemCaller } from '../../kernel/caller.js';
import type { IdempotencyConflict, Outcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { sortedHeads } from '../../tenancy/index.js';
import type { JournalPage } from './journal.js';
import { denialReceipt, quotaChain } from './quota-receipts.js';

/** Who keeps and settles the journal. */
export const QUOTA_JOURNAL = 'quota-journal';

/** The chain of a page: it is kept, and later settled. */
export const journalChain = (id: string) => ({ id: workflowId('batch', id), kind: 'batch' });

export const journalSnapshot = (page: QuotaJournalRow) => ({ type: 'QuotaJournal', ...page });

export interface QuotasJournalled extends Outcome {
  __typename: 'QuotasJournalled';
}

/**
 * Keeps a page of what a process decided without Redis in the graph, with its receipt: from then on any process settles it. First
 * denials leave receipts of their own. A page is kept once.
 */
export function keepQuotaJournal(
  runtime: Pick<Runtime, 'unitOfWork'>,
  page: JournalPage,
  decidedBy: string,
): Promise<QuotasJournalled | IdempotencyConflict> {
  const chain = journalChain(page.id);
  const firsts = page.denials.filter(({ isNews }) => isNews);
  const telling = quotaChain(page.to);
  const heads = sortedHeads(firsts.length > 0 ? [chain, telling] : [chain]);
  const caller = systemCaller(page.tenantId, QUOTA_JOURNAL);
  const spec = { caller, action: 'journalQuotas', command: { id: page.id }, idempotencyKey: page.id };
  return runtime.unitOfWork.write<QuotasJournalled>(spec, async (step) => {
    await step.lock(headsLock, { heads });
    const { id, from, to, allowed, denied, settlements, ends, denials } = page;
    const kept: QuotaJournalRow = {
      ...{ id, createdAt: step.now, version: 1, decidedBy, from, to, allowed, denied },
      content: JSON.stringify({ settlements, ends, denials }),
      ...{ unsettledSince: step.now, settledAt: null },
    };
    step.write(quotaJournalInsert, { page: kept });
    for (const { first } of firsts) step.receipt(denialReceipt(telling.id, first));
    step.receipt({
      workflow: chain.id,
      step: 'JOURNAL_QUOTAS',
      outcome: 'ALLOWED',
      resource: { type: 'QuotaJournal', id, version: 1 },
      business: { allowed, denied, snapshot: [journalSnapshot(kept)] },
    });
    return { __typename: 'QuotasJournalled' };
  });
}
