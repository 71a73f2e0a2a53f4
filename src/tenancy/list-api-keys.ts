import { apiKeyList } from '../../cypher/generated/tenancy.js';
import type { ApiKeyRow } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';

/** After every instant that there is: the newest first page. */
const LAST = '9999';

/** API keys, newest first, revoked ones too; never their hashes. */
export const listApiKeys = (
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { before, limit }: { before: { createdAt: string; id: string } | null; limit: number },
): Promise<ApiKeyRow[]> =>
  graph.read(apiKeyList, tenantId, { beforeAt: before?.createdAt ?? LAST, beforeId: before?.id ?? '', limit });
