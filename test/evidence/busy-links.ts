import { createAccount, linkTenantToAccount, unlinkTenantFromAccount } from '../../src/crm/index.js';
import { createTenant } from '../../src/entitlements/index.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { CONFIG, type World } from '../kit/world.js';
import { did } from './did.js';

/** Two customers' tenants that are accounts; one of them no more. */
export async function links(world: World): Promise<void> {
  const { composition, tenantId } = world;
  const olga = { ...systemCaller(tenantId, 'olga'), type: 'user' as const, roles: ['operator' as const] };
  for (const n of [1, 2]) {
    const handle = `${tenantId.slice(-12)}-linked-${n}`;
    const users = ['one', 'two'].map((name) => ({
      ...{ handle: name, subject: name, name, email: `${name}@x.example`, roles: ['revops_admin'], seat: 'DECISION' },
    }));
    const setup = { handle, name: handle, seatLimit: null, revOpsConfig: CONFIG, users };
    const opened = await did('TenantCreated', createTenant(composition, olga, setup));
    const account = createAccount(composition, world.caller('admin'), { name: `Linked ${n}` });
    const named = { tenantId: opened.tenantId, accountId: (await did('AccountCreated', account)).accountId };
    await did('TenantLinked', linkTenantToAccount(composition, olga, named));
    if (n === 2) await did('TenantUnlinked', unlinkTenantFromAccount(composition, olga, named));
  }
}
