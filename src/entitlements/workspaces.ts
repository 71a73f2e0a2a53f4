import { workspaceFind, workspacesList } from '../../cypher/generated/entitlements.js';
import type { WorkspaceRow } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WorkspaceState } from './workspace.js';

/** A workspace of the tenant, an ended one too, or null. */
export async function findWorkspace(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  id: string,
): Promise<WorkspaceRow | null> {
  return (await graph.read(workspaceFind, tenantId, { id }))[0] ?? null;
}

/** Workspaces in a state, oldest first. */
export const listWorkspaces = (
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { state, after, limit }: { state: WorkspaceState; after: { createdAt: string; id: string } | null; limit: number },
): Promise<WorkspaceRow[]> =>
  graph.read(workspacesList, tenantId, { state, afterAt: after?.createdAt ?? '', afterId: after?.id ?? '', limit });
