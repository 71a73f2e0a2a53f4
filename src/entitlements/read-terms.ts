import { termsChangesListByState, termsFind } from '../../cypher/generated/entitlements.js';
import type { TermsChangeRow } from '../../cypher/rows.js';
import { instantNow } from '../kernel/clock.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import type { Configs } from '../tenancy/index.js';
import type { PlanLimits } from './quota/plans.js';
import type { QuotaTerms } from './quota/quota.js';
import { quotaTermsAt } from './quota/terms.js';
import { limitsAt } from './quota/terms-in-force.js';
import type { TermsChangeState } from './terms-change.js';

/** What a tenant has agreed with us, and limits itself, at present. */
export interface TenantTerms extends QuotaTerms {
  limits: PlanLimits;
  /** When its trial ends; null: none runs. */
  trialEndsAt: Instant | null;
}

/** A tenant's terms as they are now, for people to read; null: there is no such tenant. */
export async function tenantTerms(
  { graph, clock, configs }: Pick<Runtime, 'graph' | 'clock'> & { configs: Configs },
  tenantId: string,
): Promise<TenantTerms | null> {
  const [found] = await graph.read(termsFind, tenantId, {});
  if (!found) return null;
  const { terms, config } = found;
  const now = instantNow(clock);
  const active = config === null ? null : await configs.version(tenantId, config);
  return {
    ...quotaTermsAt(tenantId, terms, active, now),
    limits: limitsAt(terms, now),
    trialEndsAt: terms.trialEndsAt,
  };
}

/** Changes of a tenant's terms in one state, oldest first: PROPOSED is what waits for a second operator. */
export const listTermsChanges = async (
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  page: { state: TermsChangeState; after: { createdAt: string; id: string } | null; limit: number },
): Promise<TermsChangeRow[]> => {
  const { state, after, limit } = page;
  const place = { state, afterAt: after?.createdAt ?? '', afterId: after?.id ?? '', limit };
  return (await graph.read(termsChangesListByState, tenantId, place)).map(({ found }) => found);
};
