import {
  approvalsFindByIds,
  approvalsFindByQuotes,
  approvalsList,
  approvalsListByInbox,
} from '../../cypher/generated/dealdesk.js';
import type { Caller } from '../kernel/caller.js';
import type { Runtime } from '../kernel/runtime.js';
import { type Approval, inboxesOf } from './approval.js';
import type { PageStart } from './read-quotes.js';

const NEWEST: PageStart = { before: '9999', beforeId: '~' };

/** Reads approvals by their ids; what is not the tenant's is left out. */
export const approvalsById = async (
  { graph }: Runtime,
  tenantId: string,
  ids: readonly string[],
): Promise<Approval[]> => (await graph.read(approvalsFindByIds, tenantId, { ids })) as Approval[];

/** Reads every approval of quotes, in the order of versions and stages. */
export async function approvalsOfQuotes(
  { graph }: Runtime,
  tenantId: string,
  ids: readonly string[],
): Promise<Approval[]> {
  const rows = (await graph.read(approvalsFindByQuotes, tenantId, { ids })) as Approval[];
  return rows.sort((a, b) => a.quoteVersion - b.quoteVersion || a.stage - b.stage || (a.id < b.id ? -1 : 1));
}

/** Lists a tenant's approvals, newest request first. */
export const listApprovals = async (
  { graph }: Runtime,
  tenantId: string,
  page: { start: PageStart | null; most: number },
): Promise<Approval[]> =>
  (await graph.read(approvalsList, tenantId, { ...(page.start ?? NEWEST), most: page.most })) as Approval[];

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
  const rows = lists.flat() as Approval[];
  return rows.sort((a, b) => (a.requestedAt + a.id < b.requestedAt + b.id ? -1 : 1)).slice(0, page.most);
}
