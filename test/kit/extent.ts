import { uniqueKeys } from '../house/statements.js';
import type { World } from './world.js';

/**
 * One part a label, each by the index of a key that begins with the tenant: a match without a label reads the nodes of every other test
 * that runs on the same graph.
 */
const COUNTS = Object.entries(uniqueKeys())
  .flatMap(([label, keys]) => {
    const own = keys.filter(([first]) => first === 'tenantId');
    const key = own.find((names) => names.join() === 'tenantId,id') ?? own[0];
    return key ? [[label, key] as const] : [];
  })
  .map(([label, key]) => {
    const there = key.map((name) => (name === 'tenantId' ? 'n.tenantId = $tenantId' : `n.${name} IS NOT NULL`));
    return `MATCH (n:${label}) USING INDEX SEEK n:${label}(${key.join(', ')}) WHERE ${there.join(' AND ')}
      RETURN '${label}' AS label, count(n) AS nodes`;
  })
  .join('\nUNION ALL\n');

/** How many nodes of each label a tenant has, receipts and keys among them: what malformed input must not change. */
export async function extentOf(world: World, tenantId = world.tenantId): Promise<Record<string, number>> {
  const statement = { name: 'test/extent', mode: 'read', text: COUNTS } as const;
  const rows = await world.composition.graph.read<object, { label: string; nodes: number }>(statement, tenantId, {});
  return Object.fromEntries(rows.filter(({ nodes }) => nodes > 0).map(({ label, nodes }) => [label, nodes]));
}
