import {
  accountsFindByExternalIds,
  accountsFindByIds,
  opportunitiesFindByExternalIds,
  opportunitiesFindByIds,
  productsFindByIds,
  productsFindBySkus,
} from '../../cypher/generated/crm.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Account } from './account.js';
import type { Opportunity } from './opportunity.js';
import type { Product } from './product.js';

type Reading = Pick<Runtime, 'graph'>;
type Ids = readonly string[];

/** The accounts of a tenant that have these ids; others are left out. */
export async function accountsByIds({ graph }: Reading, tenantId: string, ids: Ids): Promise<Account[]> {
  return (await graph.read(accountsFindByIds, tenantId, { ids: [...ids] })).map(({ account }) => account as Account);
}

/** The accounts of a tenant that other systems know by these ids. */
export async function accountsByExternalIds({ graph }: Reading, tenantId: string, ids: Ids): Promise<Account[]> {
  const rows = await graph.read(accountsFindByExternalIds, tenantId, { externalIds: [...ids] });
  return rows.map(({ account }) => account as Account);
}

/** The products of a tenant that have these ids; others are left out. */
export async function productsByIds({ graph }: Reading, tenantId: string, ids: Ids): Promise<Product[]> {
  return (await graph.read(productsFindByIds, tenantId, { ids: [...ids] })).map(({ product }) => product as Product);
}

/** The products of a tenant that have these SKUs. */
export async function productsBySkus({ graph }: Reading, tenantId: string, skus: Ids): Promise<Product[]> {
  return (await graph.read(productsFindBySkus, tenantId, { skus: [...skus] })).map(({ product }) => product as Product);
}

/** The opportunities of a tenant that have these ids; others are left out. */
export async function opportunitiesByIds({ graph }: Reading, tenantId: string, ids: Ids): Promise<Opportunity[]> {
  const rows = await graph.read(opportunitiesFindByIds, tenantId, { ids: [...ids] });
  return rows.map(({ opportunity }) => opportunity as Opportunity);
}

/** The opportunities of a tenant that other systems know by these ids. */
export async function opportunitiesByExternalIds(
  { graph }: Reading,
  tenantId: string,
  ids: Ids,
): Promise<Opportunity[]> {
  const rows = await graph.read(opportunitiesFindByExternalIds, tenantId, { externalIds: [...ids] });
  return rows.map(({ opportunity }) => opportunity as Opportunity);
}
