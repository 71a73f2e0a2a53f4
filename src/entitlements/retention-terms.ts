import { termsFind } from '../../cypher/generated/entitlements.js';
import { instantNow } from '../kernel/clock.js';
import { DefectError } from '../kernel/errors.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Configs, RevOpsConfig } from '../tenancy/index.js';
import { PLANS, type Plan } from './quota/plans.js';
import { planAt } from './quota/terms-in-force.js';
import { DEFAULT_RETENTION, RETENTION_SECTION, type RetentionTerms } from './retention-section.js';

export type { RetentionTerms };

/** The terms that follow from a plan and a configuration: the tenant's own word first, then the plan's. */
export const retentionUnder = (
  { retention: ofPlan }: Pick<Plan, 'retention'>,
  config: Pick<RevOpsConfig, 'sections'> | null,
): RetentionTerms => ({
  ...DEFAULT_RETENTION,
  ...ofPlan,
  ...(config?.sections[RETENTION_SECTION] as Partial<RetentionTerms> | undefined),
});

/** For how long a tenant's data is kept at present. */
export async function retentionTerms(
  { graph, clock, configs }: Pick<Runtime, 'graph' | 'clock'> & { configs: Configs },
  tenantId: string,
): Promise<RetentionTerms> {
  const [found] = await graph.read(termsFind, tenantId, {});
  if (!found) throw new DefectError(`There is no tenant ${tenantId}`);
  const active = found.config === null ? null : await configs.version(tenantId, found.config);
  const plan: Plan = PLANS[planAt(found.terms, instantNow(clock))];
  return retentionUnder(plan, active?.config ?? null);
}
