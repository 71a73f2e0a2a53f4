import { tenantLinkFind, tenantLinksFindInForce, tenantLinksList } from '../../cypher/generated/crm.js';
import type { Runtime } from '../kernel/runtime.js';
import type { TenantLink } from './tenant-link.js';

type Reading = Pick<Runtime, 'graph'>;

/** Links in force of one operators' tenant at most: whatever looks across them reads each tenant by itself. */
export const MOST_TENANT_LINKS = 500;

/** Tenants asked at a time whether they have the link too. */
const AT_A_TIME = 16;

/** The links that a tenant has, or had, on either side, oldest first. */
export async function listTenantLinks(
  { graph }: Reading,
  tenantId: string,
  { afterId, limit }: { afterId: string | null; limit: number },
): Promise<TenantLink[]> {
  const rows = await graph.read(tenantLinksList, tenantId, { afterId: afterId ?? '', limit });
  return rows.map(({ link }) => link);
}

/**
 * The tenants that are linked to accounts of an operators' tenant. A link counts when both tenants have it alike: one that was begun and
 * has no receipt yet in the tenant that is linked leads nowhere.
 */
export async function linkedTenants({ graph }: Reading, operatorTenantId: string): Promise<TenantLink[]> {
  const rows = await graph.read(tenantLinksFindInForce, operatorTenantId, { most: MOST_TENANT_LINKS });
  const linked: TenantLink[] = [];
  for (let from = 0; from < rows.length; from += AT_A_TIME) {
    const some = rows.slice(from, from + AT_A_TIME).map(({ link }) => link);
    const agreed = await Promise.all(some.map((link) => isAgreed({ graph }, link)));
    linked.push(...some.filter((_, n) => agreed[n]));
  }
  return linked;
}

async function isAgreed({ graph }: Reading, link: TenantLink): Promise<boolean> {
  const { operatorTenantId, linkedTenantId } = link;
  const [there] = await graph.read(tenantLinkFind, linkedTenantId, { operatorTenantId, linkedTenantId });
  const theirs = there?.link;
  return theirs?.state === 'LINKED' && theirs.version === link.version && theirs.accountId === link.accountId;
}
