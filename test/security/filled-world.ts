import { dealOf } from '../dealdesk/deal.js';
import type { World } from '../kit/world.js';

/** Puts one of everything that has an id into a world; gives the ids by kind. */
export async function filled(world: World): Promise<Record<string, string>> {
  const ae = await world.as('ae');
  const deal = await dealOf(world);
  const quoteId = await deal.draft(ae, { discount: 2_500 });
  await deal.submit(ae, quoteId);
  await ae.mutate('ingestLead', { externalId: 'filled', company: 'Filled Inc' }, '');
  await world.settle();
  const found = await world.cypher<{ kind: string; id: string }>(
    `MATCH (n:Entity {tenantId: $tenantId}) WITH n, [label IN labels(n) WHERE label <> 'Entity'][0] AS kind
     RETURN kind, max(n.id) AS id ORDER BY kind`,
  );
  return Object.fromEntries(found.map(({ kind, id }) => [kind, id]));
}
