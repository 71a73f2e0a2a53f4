import {
  approvalsFindByIds,
  approvalsFindByQuotes,
  approvalsList,
  approvalsListByInbox,
} from '../../cypher/generated/dealdesk.js';
import type { ApprovalRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import type { Runtime } from '../kernel/runtime.js';
import { type Approval, inboxesOf } from './approval.js';
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

/** What waits for a person to decide, oldest first: in their own inbox and in those of the roles they hold. */
export async function listInbox(
  { graph }: Runtime,
  caller: Caller,
  page: { after: string; afterId: string; most: number },
): Promise<Approval[]> {
  const lists = await Promise.all(
    inboxesOf(caller.id, caller.roles).map((inbox) =>
      graph.read(approvalsListByInbox, caller.tenantId, { inbox, status: 'open', ...page }),
    ),
  );
  const rows = approvalsIn(lists.flat());
  return rows.sort((a, b) => (a.requestedAt + a.id < b.requestedAt + b.id ? -1 : 1)).slice(0, page.most);
}

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
