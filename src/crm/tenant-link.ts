import type { TenantLinkRow } from '../../cypher/rows.js';
import type { WriteStep } from '../kernel/write-step.js';
import { adminChain } from '../tenancy/index.js';

/** Lifecycle of a link, the one table: event by state. There is one for each pair of tenants, which may be linked again. */
export const TENANT_LINK_TRANSITIONS = {
  LINKED: { unlink: 'UNLINKED' },
  UNLINKED: { link: 'LINKED' },
} as const;

/** That a tenant is an account of an operators' tenant. */
export type TenantLink = TenantLinkRow;

/** The chain of a tenant's links: whoever links or unlinks locks it, so that their number is known behind it. */
export const TENANT_LINKS_CHAIN = adminChain('tenant-links');

/** Leaves the receipt of a link as it is now, in the tenant of the step. */
export function tenantLinkReceipt(step: WriteStep, link: TenantLinkRow): void {
  step.receipt({
    workflow: TENANT_LINKS_CHAIN.id,
    step: link.state === 'LINKED' ? 'LINK_TENANT' : 'UNLINK_TENANT',
    outcome: 'ALLOWED',
    resource: { type: 'TenantLink', id: link.id, version: link.version },
    business: { snapshot: [{ type: 'TenantLink', ...link }] },
  });
}
