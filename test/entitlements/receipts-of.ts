import type { World } from '../kit/world.js';

/** What the receipts of a step tell, in their order. */
export async function receiptsOf(
  world: Pick<World, 'cypher'>,
  step: string,
): Promise<{ outcome: string; resourceId: string; subjectId: string; business: Record<string, any> }[]> {
  const rows = await world.cypher(
    `MATCH (receipt:Receipt {tenantId: $tenantId, step: $step})-[:HAS_PAYLOAD]->(payload:BusinessPayload)
    RETURN receipt.outcome AS outcome, receipt.resourceId AS resourceId, receipt.subjectId AS subjectId,
      payload.content AS business
    ORDER BY receipt.createdAt, receipt.id`,
    { step },
  );
  return rows.map((row) => ({ ...row, business: JSON.parse(row.business) }));
}
