import { approvalsFindByIds, approvalsFindByQuotes, approvalsList } from '../../cypher/generated/dealdesk.js';
import type { ApprovalRow } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Approval } from './approval.js';
import type { PageStart } from './read-quotes.js';

const approvalsIn = (rows: { approval: ApprovalRow }[]): Approval[] => rows.map(({ approval }) => approval as Approval);

const NEWEST: PageStart = { before: '9999', beforeId: '~' };

/** Reads approvals by their ids; what is not the tenant's is left out. */
const approvalsById = async ({ graph }: Runtime, tenantId: string, ids: readonly string[]): Promise<Approval[]> =>
  approvalsIn(await graph.read(approvalsFindByIds, tenantId, { ids }));

/** Reads every approval of quotes, in the order of versions and stages. */
export async function approvalsOfQuotes(
  { graph }: Runtime,
  tenantId: string,
  ids: readonly string[],
): Promise<Approval[]> {
  const rows = approvalsIn(await graph.read(approvalsFindByQuotes, tenantId, { ids }));
  return rows.sort((a, b) => a.quoteVersion - b.quoteVersion || a.stage - b.stage || (a.id < b.id ? -1 : 1));
}

/** Lists a tenant's approvals, newest request first. */
export const listApprovals = async (
  { graph }: Runtime,
  tenantId: string,
  page: { start: PageStart | null; most: number },
): Promise<Approval[]> =>
  approvalsIn(await graph.read(approvalsList, tenantId, { ...(page.start ?? NEWEST), most: page.most }));

/** What a receipt of a deal has touched: every approval of the quote it is about, as they are now. */
export async function approvalsOfReceipt(
  runtime: Runtime,
  tenantId: string,
  { resourceType, resourceId }: { resourceType: string; resourceId: string },
): Promise<Approval[]> {
  if (resourceType === 'Quote') return approvalsOfQuotes(runtime, tenantId, [resourceId]);
  const [approval] = await approvalsById(runtime, tenantId, [resourceId]);
  return approval ? approvalsOfQuotes(runtime, tenantId, [approval.quoteId]) : [];
}
