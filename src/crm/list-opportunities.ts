import {
  opportunitiesList,
  opportunitiesListByAccounts,
  opportunitiesListByOwner,
  opportunitiesListByOwnerAndStage,
  opportunitiesListByStage,
  opportunitiesSearchByName,
} from '../../cypher/generated/crm.js';
import type { Runtime } from '../kernel/runtime.js';
import { onlyOne } from './list-accounts.js';
import { everyWord } from './name-search.js';
import type { Opportunity } from './opportunity.js';

/** One of these narrows a list, or owner and stage together: each has its own index. */
export interface OpportunityFilter {
  ownerId?: string | null | undefined;
  stage?: string | null | undefined;
  accountId?: string | null | undefined;
  /** Words of the name, or their beginnings: the best matches, on one page. */
  search?: string | null | undefined;
}

/** Sorts after every id. */
const FROM_THE_START = '~';

/** Lists a tenant's opportunities, newest first, narrowed by a filter. Throws BAD_USER_INPUT for filters that cannot be combined. */
export async function listOpportunities(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  filter: OpportunityFilter,
  page: { afterId: string | null; limit: number },
): Promise<Opportunity[]> {
  const { ownerId, stage, accountId, search } = onlyOne({ ...filter }, ['ownerId', 'stage']);
  const { limit } = page;
  const after = { beforeId: page.afterId ?? FROM_THE_START, limit };
  if (search) {
    const words = everyWord(search);
    return words && !page.afterId ? found(await graph.read(opportunitiesSearchByName, tenantId, { words, limit })) : [];
  }
  if (ownerId && stage) {
    return found(await graph.read(opportunitiesListByOwnerAndStage, tenantId, { ownerId, stage, ...after }));
  }
  if (ownerId) return found(await graph.read(opportunitiesListByOwner, tenantId, { ownerId, ...after }));
  if (stage) return found(await graph.read(opportunitiesListByStage, tenantId, { stage, ...after }));
  if (accountId) return listOpportunitiesOfAccounts({ graph }, tenantId, [accountId], page);
  return found(await graph.read(opportunitiesList, tenantId, after));
}

/** Lists the opportunities of each account, newest first, a page of each, in one read. */
export async function listOpportunitiesOfAccounts(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  accountIds: readonly string[],
  { afterId, limit }: { afterId: string | null; limit: number },
): Promise<Opportunity[]> {
  const page = { accountIds: [...accountIds], beforeId: afterId ?? FROM_THE_START, limit };
  return found(await graph.read(opportunitiesListByAccounts, tenantId, page));
}

const found = (rows: { opportunity: unknown }[]): Opportunity[] =>
  rows.map(({ opportunity }) => opportunity as Opportunity);
