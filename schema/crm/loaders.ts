import { accountsByIds, listOpportunitiesOfAccounts, opportunitiesByIds, productsByIds } from '../../src/crm/index.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import { loaderById, loaderOfListsWith } from '../contract/context.js';
import { account, opportunity, product } from './types.js';

type Ids = readonly string[];

/** Accounts of the caller's tenant by id. */
export const accountById = loaderById(async (runtime: Runtime, tenantId: string, ids: Ids) =>
  (await accountsByIds(runtime, tenantId, ids)).map(account),
);

/** Products of the caller's tenant by id. */
export const productById = loaderById(async (runtime: Runtime, tenantId: string, ids: Ids) =>
  (await productsByIds(runtime, tenantId, ids)).map(product),
);

/** Opportunities of the caller's tenant by id. */
export const opportunityById = loaderById(async (runtime: Runtime, tenantId: string, ids: Ids) =>
  (await opportunitiesByIds(runtime, tenantId, ids)).map(opportunity),
);

/** A page of an account's opportunities, read together with those of the other accounts of an answer. */
export const opportunitiesOf = loaderOfListsWith(
  (runtime: Runtime, tenantId, ids, page: { afterId: string | null; limit: number }) =>
    listOpportunitiesOfAccounts(runtime, tenantId, ids, page),
  ({ accountId }) => accountId ?? '',
);
