import type { WorkspaceRow } from '../../cypher/rows.js';
import { adminChain } from '../tenancy/index.js';

/** Lifecycle of a workspace, the one table: event by state. What was counted of one that ended stays. */
export const WORKSPACE_TRANSITIONS = {
  ACTIVE: { end: 'ENDED' },
  ENDED: {},
} as const;

export type WorkspaceState = keyof typeof WORKSPACE_TRANSITIONS;

/** The chain of the tenant's workspaces: whoever opens or ends one locks it, so that their number is known behind it. */
export const WORKSPACES_CHAIN = adminChain('workspaces');

/** A workspace as a receipt keeps it; its name stands apart. */
export const workspaceSnapshot = ({ name: _, ...workspace }: WorkspaceRow) => ({ type: 'Workspace', ...workspace });

/** What stands apart of a workspace: free text. */
export const workspaceDetails = ({ name }: Pick<WorkspaceRow, 'name'>) => ({ content: { name }, about: [] });

/** What a receipt is about. */
export const workspaceResource = ({ id, version }: Pick<WorkspaceRow, 'id' | 'version'>) => ({
  type: 'Workspace',
  id,
  version,
});
