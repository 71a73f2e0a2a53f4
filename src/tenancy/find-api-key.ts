import { apiKeyFindBySha256 } from '../../cypher/generated/system.js';
import type { Runtime } from '../kernel/runtime.js';
import { epochMs } from '../kernel/values/instants.js';

/** An API key as the edge checks it; `expiresAt` in milliseconds since the epoch, null: no end. */
export interface FoundApiKey {
  tenantId: string;
  id: string;
  scopes: readonly string[];
  expiresAt: number | null;
}

/** Finds a key that was not revoked by the lower-case hex SHA-256 of its text; the caller minds its expiry. */
export async function findApiKey({ graph }: Pick<Runtime, 'graph'>, sha256: string): Promise<FoundApiKey | null> {
  const [found] = await graph.readSystem(apiKeyFindBySha256, { sha256 });
  return found ? { ...found, expiresAt: found.expiresAt === null ? null : epochMs(found.expiresAt) } : null;
}
