import { slotsFindReadable, slotsRename } from '../../cypher/generated/usage.js';
import type { Runtime } from '../kernel/runtime.js';
import { listTenants } from '../tenancy/index.js';
import { slotDigests } from './dedup.js';

/** Slots renamed in one transaction: a fraction of a second. */
const AT_A_TIME = 1_000;
const TENANTS_AT_A_TIME = 200;

/**
 * Gives slots of like events that were named by what they stand for (user and session among it) the digests by which they are looked for now:
 * what each remembers stays. For migrations; batch by batch, so that it may end anywhere and begin again. Gives how many there were.
 */
export async function renameSlots({ graph }: Pick<Runtime, 'graph'>, masterSecret: string): Promise<number> {
  let renamed = 0;
  for (let after = ''; ; ) {
    const tenants = await listTenants({ graph }, { after, limit: TENANTS_AT_A_TIME });
    for (const { id } of tenants) renamed += await renameOf({ graph }, { masterSecret, tenantId: id });
    if (tenants.length < TENANTS_AT_A_TIME) return renamed;
    after = tenants.at(-1)?.handle ?? after;
  }
}

async function renameOf(
  { graph }: Pick<Runtime, 'graph'>,
  { masterSecret, tenantId }: { masterSecret: string; tenantId: string },
): Promise<number> {
  const nameOf = slotDigests({ masterSecret, tenantId });
  for (let renamed = 0; ; ) {
    const found = await graph.read(slotsFindReadable, tenantId, { most: AT_A_TIME });
    if (found.length === 0) return renamed;
    const slots = found.map(({ key }) => ({ key, name: nameOf(key) }));
    await graph.transact(async (tx) => ({ commit: true, value: await tx.run(slotsRename, { tenantId, slots }) }));
    renamed += slots.length;
  }
}
