import type { Stage } from './stage.js';
import type { Tenant } from './tenants.js';
import { personOf } from './tenants.js';
import type { Finding } from './world.js';

/** Asks the product itself, beside the check: `revgraph verify` of each tenant's log, as anybody offline would. */
export async function secondOpinion(stage: Stage, tenants: readonly Tenant[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const tenant of tenants) {
    const log = `${stage.apis[0]}/log/${tenant.id}/`;
    const { token } = personOf(tenant, 'auditor');
    const { code, output } = await stage.hands.revgraph(['verify', log, '--key', tenant.logKey, '--token', token]);
    if (code !== 0)
      findings.push({ rule: 'revgraph-verify', tenantId: tenant.id, what: output.trim().slice(0, 1_000) });
  }
  return findings;
}
