import { removeExpired } from '../../src/usage/index.js';
import type { World } from '../kit/world.js';

/** What the receipts of removals say, oldest first. */
export async function removals(
  world: World,
): Promise<{ rule: string; days: number; until: string; removed: number }[][]> {
  const rows = await world.cypher<{ content: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, step: 'REMOVE_EXPIRED_EVENTS'})-[:HAS_PAYLOAD]->(p:BusinessPayload)
     RETURN p.content AS content ORDER BY r.createdAt, r.id`,
  );
  return rows.map(({ content }) => JSON.parse(content).removed);
}

/** Seals what is there, and runs the removal. */
export async function sealAndRemove(world: World): Promise<number> {
  await world.settle();
  return (await removeExpired(world.composition, world.tenantId)).removed;
}

/** Events that have what they say, and all that are known. */
export async function eventsThere(world: World, label = 'Event'): Promise<{ whole: number; known: number }> {
  const [row] = await world.cypher<{ whole: number; known: number }>(
    `MATCH (e:${label} {tenantId: $tenantId}) RETURN count(e.occurredAt) AS whole, count(e) AS known`,
  );
  return { whole: Number(row?.whole), known: Number(row?.known) };
}
