import { accountsFindByOwners, openDealsFindByAccounts } from '../../cypher/generated/insights.js';
import type { BlockedUserRow } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';

/** An account at the end of a path, with its newest open opportunities; whose it is, its owner says. */
export interface PathToDeals {
  accountId: string;
  opportunityIds: string[];
}

/** Somebody who was blocked, and the way from them to what is being sold. */
export interface BlockedUser extends BlockedUserRow {
  paths: PathToDeals[];
}

/** Accounts of one owner, opportunities of one account that are looked at, and open ones that are shown. */
const MOST_ACCOUNTS = 3;
const MOST_DEALS = 200;
const MOST_OPEN = 5;

type Reading = Pick<Runtime, 'graph'>;

/** The open opportunities of accounts of a tenant. */
export async function openDeals(
  { graph }: Reading,
  tenantId: string,
  accountIds: readonly string[],
): Promise<Map<string, PathToDeals>> {
  const limits = { most: MOST_DEALS, mostOpen: MOST_OPEN };
  const rows = await graph.read(openDealsFindByAccounts, tenantId, { accountIds: [...new Set(accountIds)], ...limits });
  return new Map(rows.map((row) => [row.accountId, row]));
}

/** The way within one tenant: a user, their teams, the accounts that those own, and what is open there. */
export async function pathsWithin(
  { graph }: Reading,
  tenantId: string,
  blocked: readonly BlockedUserRow[],
): Promise<BlockedUser[]> {
  const ownerIds = [...new Set(blocked.flatMap(({ userId, teams }) => [userId, ...teams.map(({ id }) => id)]))];
  const owned = await graph.read(accountsFindByOwners, tenantId, { ownerIds, most: MOST_ACCOUNTS });
  const deals = await openDeals(
    { graph },
    tenantId,
    owned.map(({ accountId }) => accountId),
  );
  return blocked.map((user) => {
    const owners = [user.userId, ...user.teams.map(({ id }) => id)];
    const accounts = owned.filter(({ ownerId }) => owners.includes(ownerId));
    return { ...user, paths: accounts.flatMap(({ accountId }) => deals.get(accountId) ?? []) };
  });
}
