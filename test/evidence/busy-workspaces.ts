import {
  applyBilling,
  createWorkspace,
  endEntitlement,
  endWorkspace,
  grantEntitlement,
  renameWorkspace,
} from '../../src/entitlements/index.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { instantOf } from '../../src/kernel/values/instants.js';
import type { World } from '../kit/world.js';
import { did } from './did.js';

/** Workspaces that come, are renamed and go, and what users and workspaces may use: by hand, and by what was paid. */
export async function workspaces(world: World): Promise<void> {
  const { composition, tenantId } = world;
  const admin = world.caller('admin');
  const open = async (handle: string) =>
    (await did('WorkspaceCreated', createWorkspace(composition, admin, { handle, name: handle }))).workspaceId;
  const [kept, left] = [await open('alpine'), await open('beach')];
  const renamed = { workspaceId: kept, version: 1, name: 'Alpine Lodge' };
  await did('WorkspaceRenamed', renameWorkspace(composition, admin, renamed));
  await did('WorkspaceEnded', endWorkspace(composition, admin, { workspaceId: left }));

  const until = instantOf(world.clock.now() + 30 * 86_400_000);
  const grant = async (more: object) =>
    (await did('EntitlementGranted', grantEntitlement(composition, admin, { name: 'reports', ...more }))).entitlementId;
  await grant({ workspaceId: kept, until });
  const ended = await grant({ userId: world.id('ae') });
  await did('EntitlementEnded', endEntitlement(composition, admin, { entitlementId: ended }));
  const paid = {
    ground: 'stripe:sub_1',
    eventType: 'stripe.invoice.paid',
    userId: world.id('ae'),
    entitlement: 'chat',
  };
  const system = systemCaller(tenantId, 'billing');
  const said = { ...paid, change: 'paid' as const, until };
  await did('BillingApplied', applyBilling(composition, system, { ...said, eventId: 'paid-1' }));
  const over = { ...paid, change: 'ended' as const, entitlement: null, until: null };
  await did('BillingApplied', applyBilling(composition, system, { ...over, eventId: 'ended-1' }));
}
