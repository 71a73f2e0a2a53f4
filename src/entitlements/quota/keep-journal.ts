import { quotaDenialsMark, quotaJournalInsert } from '../../../cypher/generated/entitlements.js';
import { headsLock } from '../../../cypher/generated/evidence.js';
import type { QuotaJournalRow } from '../../../cypher/rows.js';
import { systemCaller } from '../../kernel/caller.js';
import type { IdempotencyConflict, Outcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { instantOf } from '../../kernel/values/instants.js';
import { sortedHeads } from '../../tenancy/index.js';
import { denialsMark, type QuotaDenials } from './denials-mark.js';
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
    const told = deniedOn(page);
    if (told.length > 0) step.write(quotaDenialsMark, denialsMark(told));
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

/** What was refused on a page, each line when it began; what has no line is the tenant's, when the page began. */
function deniedOn({ denials, deniedUnlisted, from }: JournalPage): QuotaDenials[] {
  const listed = denials.map(({ count, first: { level, subject, deniedAt } }) => ({
    ...{ level, subject, count },
    at: instantOf(deniedAt),
  }));
  if (deniedUnlisted === 0) return listed;
  return [...listed, { level: 'tenant', subject: '', at: from, count: deniedUnlisted }];
}
