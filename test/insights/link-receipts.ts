import type { World } from '../kit/world.js';

/** The steps of a world's chain of links, in their order. */
export async function tenantLinkReceiptsOf(world: Pick<World, 'cypher'>): Promise<string[]> {
  const rows = await world.cypher<{ step: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'admin:tenant-links'})
     RETURN r.step AS step ORDER BY r.workflowSeq`,
  );
  return rows.map(({ step }) => step);
}
