import { legalHoldsList } from '../../../cypher/generated/evidence.js';
import type { Runtime } from '../../kernel/runtime.js';
import type { LegalHoldRow, LegalHoldState } from './legal-hold.js';

/** A page of a tenant's legal holds in a state, oldest first. */
export async function listLegalHolds(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { state, after, limit }: { state: LegalHoldState; after: { createdAt: string; id: string }; limit: number },
): Promise<LegalHoldRow[]> {
  const place = { state, afterAt: after.createdAt, afterId: after.id, limit };
  return (await graph.read(legalHoldsList, tenantId, place)).map(({ found }) => found);
}
