import type { Stage } from './stage.js';
import { personOf, type Tenant } from './tenants.js';
import type { Finding } from './world.js';

/** Asks the product itself, beside the check: `revgraph verify` of each tenant's log, as anybody offline would, and `verify --state`. */
export async function secondOpinion(stage: Stage, tenants: readonly Tenant[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const ask = async (tenantId: string | null, args: string[]) => {
    const { code, output } = await stage.hands.revgraph(['verify', ...args]);
    if (code !== 0) findings.push({ rule: 'revgraph-verify', tenantId, what: output.trim().slice(0, 2_000) });
  };
  for (const tenant of tenants) {
    const log = `${stage.apis[0]}/log/${tenant.id}/`;
    await ask(tenant.id, [log, '--key', tenant.logKey, '--token', personOf(tenant, 'auditor').token]);
  }
  await ask(null, ['--state']);
  return findings;
}
