import { z } from 'zod';
import { workspaceLock, workspaceUpdate } from '../../cypher/generated/entitlements.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome, versionConflict } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { fields } from '../tenancy/index.js';
import { WORKSPACES_CHAIN, workspaceDetails, workspaceResource, workspaceSnapshot } from './workspace.js';

interface WorkspaceRenamed extends Outcome {
  __typename: 'WorkspaceRenamed';
  workspaceId: string;
}

const schema = z.strictObject({
  workspaceId: fields.id,
  version: z.int().min(1),
  name: fields.displayName,
  idempotencyKey: fields.idempotencyKey,
});

/** Gives a workspace another name; its handle stays. An ended one is not there for this. */
export async function renameWorkspace(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<WorkspaceRenamed | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { workspaceId: id, name } = command;
  const spec = { caller, action: 'renameWorkspace', command, idempotencyKey };
  return runtime.unitOfWork.write<WorkspaceRenamed | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(workspaceLock, { heads: [WORKSPACES_CHAIN], id });
    const before = locked?.workspace;
    if (before?.state !== 'ACTIVE') return notFound('workspace');
    if (before.version !== command.version) return versionConflict(before.version);
    if (before.name === name) return { __typename: 'WorkspaceRenamed', workspaceId: id };
    const workspace = { ...before, name, version: before.version + 1 };
    step.write(workspaceUpdate, { workspace });
    step.receipt({
      workflow: WORKSPACES_CHAIN.id,
      step: 'RENAME_WORKSPACE',
      outcome: 'ALLOWED',
      resource: workspaceResource(workspace),
      business: { snapshot: [workspaceSnapshot(workspace)] },
      personal: workspaceDetails(workspace),
    });
    return { __typename: 'WorkspaceRenamed', workspaceId: id };
  });
}
