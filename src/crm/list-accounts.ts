import {
  accountsList,
  accountsListByCountry,
  accountsListByCustomerStatus,
  accountsListByOwner,
  accountsSearchByName,
} from '../../cypher/generated/crm.js';
import { CodedError } from '../kernel/errors.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Account } from './account.js';
import { everyWord } from './name-search.js';

/** At most one of these narrows a list: each has its own index. */
export interface AccountFilter {
  ownerId?: string | null | undefined;
  /** ISO 3166-1. */
  country?: string | null | undefined;
  customerStatus?: Account['customerStatus'] | null | undefined;
  /** Words of the name, or their beginnings: the best matches, on one page. */
  search?: string | null | undefined;
}

/** Where a page begins: after this account, by normalised name and id. */
export interface AfterAccount {
  normalisedName: string;
  id: string;
}

/** Lists a tenant's accounts by name, narrowed by one filter. Throws BAD_USER_INPUT for more than one. */
export async function listAccounts(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  filter: AccountFilter,
  page: { after: AfterAccount | null; limit: number },
): Promise<Account[]> {
  const { ownerId, country, customerStatus, search } = onlyOne({ ...filter });
  const { limit } = page;
  const after = { afterName: page.after?.normalisedName ?? '', afterId: page.after?.id ?? '', limit };
  if (search) {
    const words = everyWord(search);
    return words && !page.after ? found(await graph.read(accountsSearchByName, tenantId, { words, limit })) : [];
  }
  if (ownerId) return found(await graph.read(accountsListByOwner, tenantId, { ownerId, ...after }));
  if (country) return found(await graph.read(accountsListByCountry, tenantId, { country, ...after }));
  if (customerStatus) {
    return found(await graph.read(accountsListByCustomerStatus, tenantId, { customerStatus, ...after }));
  }
  return found(await graph.read(accountsList, tenantId, after));
}

const found = (rows: { account: unknown }[]): Account[] => rows.map(({ account }) => account as Account);

/** Refuses filters that have no index together: such a list would read everything. */
export function onlyOne<F extends object>(filter: F, together: (keyof F)[] = []): F {
  const given = (Object.keys(filter) as (keyof F)[]).filter((key) => filter[key] !== null && filter[key] !== undefined);
  if (given.length > 1 && !given.every((key) => together.includes(key))) {
    throw new CodedError('BAD_USER_INPUT', `filter: ${given.join(' and ')} cannot be combined; take one of them.`);
  }
  return filter;
}
