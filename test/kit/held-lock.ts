import { Graph } from '../../src/kernel/graph.js';
import type { World } from './world.js';

/** A lock in somebody else's transaction. */
export interface HeldLock {
  /** Whether it is still held: the server ends a transaction after 10 s. */
  isHeld: () => boolean;
  release: () => Promise<void>;
}

/**
 * Locks one node of a tenant, over connections of its own, until it is released: whoever is answered meanwhile did not wait
 * for it. The pattern names the node `n`; `write` is what is done to it, in the place of a plain lock.
 */
export async function holdLock(
  { composition, tenantId }: { composition: Pick<World['composition'], 'config'>; tenantId: string },
  pattern: string,
  params: Record<string, unknown> = {},
  write = 'SET n._lock = true',
): Promise<HeldLock> {
  const graph = new Graph(composition.config.neo4j);
  let isHeld = false;
  let letGo: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let hasLocked: () => void = () => undefined;
  const locked = new Promise<void>((resolve) => {
    hasLocked = resolve;
  });
  const ended = graph
    .transact(async (tx) => {
      const found = await tx.run({ text: `MATCH ${pattern} ${write} RETURN n.id AS id` }, { ...params, tenantId });
      if (found.length !== 1) throw new Error(`${pattern} is ${found.length} nodes`);
      isHeld = true;
      hasLocked();
      await released;
      return { commit: false, value: null };
    })
    .catch((error: unknown) => error)
    .finally(() => {
      isHeld = false;
    });
  const failed = ended.then((error) => {
    if (error) throw error;
  });
  await Promise.race([locked, failed]);
  failed.catch(() => undefined);
  setTimeout(() => {
    isHeld = false;
  }, 9_000).unref();
  return {
    isHeld: () => isHeld,
    async release() {
      letGo();
      await ended;
      await graph.close();
    },
  };
}
