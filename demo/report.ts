import { type Finding, importFindings } from '../src/crm/index.js';
import { type Approval, approvalsOfQuotes, type Quote, versionsOfQuotes } from '../src/dealdesk/index.js';
import { discountExceeds } from '../src/kernel/values/money.js';
import { routingExplanation } from '../src/routing/index.js';
import type { Imported } from './import-records.js';
import { type DemoJob, forEach } from './job.js';
import type { UsedForAMonth } from './use-for-a-month.js';
import type { Verified } from './verify.js';

/** Counts by name, largest first when printed. */
export type Counts = Record<string, number>;

export const BANDS = ['above list', 'list price', 'up to 20 %', 'over 20 to 30 %', 'over 30 %'] as const;

/** What the main job did and found; every figure is read from the product, none is known beforehand. */
export interface DemoReport {
  imports: { name: string; counts: Imported['report']['counts']; findings: Counts }[];
  leads: { count: number; created: number; byStatus: Counts; byStrategy: Counts };
  quotes: {
    count: number;
    created: number;
    byStatus: Counts;
    /** By the discount of what was first submitted. */
    byBand: Record<(typeof BANDS)[number], number>;
    /** Quotes that first asked for an approval of the role. */
    asked: Counts;
  };
  decisions: { made: number; byRoleAndStatus: Counts };
  /** Generated, not from the export. */
  used: UsedForAMonth;
  verified: Verified;
  times: { name: string; ms: number }[];
}

/** Counts what was imported: rows by result, and repairs, warnings and rejections by column and reason. */
export async function countImports(
  { runtime, tenantId }: DemoJob,
  imported: Imported[],
): Promise<DemoReport['imports']> {
  return forEach(imported, async ({ name, report }) => {
    const findings: Counts = {};
    if (report.importRunId) {
      for await (const finding of importFindings(runtime, tenantId, report.importRunId))
        add(findings, sentence(finding));
    }
    return { name, counts: report.counts, findings };
  });
}

function sentence({ sort, column, reason, from, to }: Finding): string {
  return `${sort}, ${column ?? 'row'}: ${from === undefined ? reason : `${from} → ${to} (${reason})`}`;
}

/** Counts the leads by where they are and by the strategy that sent them there. */
export async function countLeads({ runtime, tenantId }: DemoJob, leadIds: string[], created: number) {
  const leads: DemoReport['leads'] = { count: leadIds.length, created, byStatus: {}, byStrategy: {} };
  await forEach(leadIds, async (id) => {
    const explained = await routingExplanation(runtime, tenantId, id);
    add(leads.byStatus, explained?.lead.status ?? 'not there');
    add(leads.byStrategy, explained?.routing?.strategy ?? 'none');
  });
  return leads;
}

/** Counts quotes by status and by the discount first submitted, and the approvals they asked for. */
export async function countQuotes({ runtime, tenantId }: DemoJob, quotes: ReadonlyMap<string, Quote>, created: number) {
  const ids = [...quotes.values()].map(({ id }) => id);
  const [versions, approvals] = [
    await versionsOfQuotes(runtime, tenantId, ids),
    await approvalsOfQuotes(runtime, tenantId, ids),
  ];
  const counted: DemoReport['quotes'] = {
    count: ids.length,
    created,
    byStatus: {},
    byBand: { 'above list': 0, 'list price': 0, 'up to 20 %': 0, 'over 20 to 30 %': 0, 'over 30 %': 0 },
    asked: {},
  };
  for (const { status } of quotes.values()) add(counted.byStatus, status);
  for (const { number, listTotalMinor, netTotalMinor } of versions) {
    if (number === 1) counted.byBand[bandOf(listTotalMinor, netTotalMinor)]++;
  }
  for (const { quoteVersion, role } of approvals) if (quoteVersion === 1) add(counted.asked, role);
  return { quotes: counted, byRoleAndStatus: byRoleAndStatus(approvals) };
}

function bandOf(list: number, net: number): (typeof BANDS)[number] {
  if (net > list) return 'above list';
  if (net === list) return 'list price';
  if (discountExceeds(list, net, 3_000)) return 'over 30 %';
  return discountExceeds(list, net, 2_000) ? 'over 20 to 30 %' : 'up to 20 %';
}

function byRoleAndStatus(approvals: Approval[]): Counts {
  const counts: Counts = {};
  for (const { role, status } of approvals) add(counts, `${role} ${status}`);
  return counts;
}

function add(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
