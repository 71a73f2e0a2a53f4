import { bootstrapTenant } from '../src/entitlements/index.js';
import { configText } from './files.js';
import { type DemoRuntime, expected } from './job.js';
import { DEMO_TENANT, OPERATORS } from './people.js';

/** Opens the operators' tenant and the demo tenant with its first people and its RevOpsConfig; finds them again by handle. */
export async function openTenants(runtime: DemoRuntime): Promise<{ tenantId: string; created: boolean }> {
  expected(await bootstrapTenant(runtime, OPERATORS, 'demo'), 'TenantBootstrapped');
  const demo = { ...DEMO_TENANT, revOpsConfig: configText() };
  const { tenantId, created } = expected(await bootstrapTenant(runtime, demo, 'demo'), 'TenantBootstrapped');
  return { tenantId, created };
}
