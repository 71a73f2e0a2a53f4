import { bootstrapTenant } from '../src/entitlements/index.js';
import { untilInReach } from '../src/kernel/patience.js';
import { configText } from './files.js';
import { type DemoRuntime, expected } from './job.js';
import { DEMO_TENANT, OPERATORS } from './people.js';

/** The first writes of a Neo4j that has just started may be tried again for so long. */
const COLD_MS = 60_000;

/** Opens the operators' tenant and the demo tenant with its first people and its RevOpsConfig; finds them again by handle. */
export async function openTenants(runtime: DemoRuntime): Promise<{ tenantId: string; created: boolean }> {
  const open = async (setup: object) =>
    expected(await untilInReach(COLD_MS, () => bootstrapTenant(runtime, setup, 'demo')), 'TenantBootstrapped');
  await open(OPERATORS);
  const demo = { ...DEMO_TENANT, revOpsConfig: configText() };
  const { tenantId, created } = await open(demo);
  return { tenantId, created };
}
