import { z } from 'zod';
import { workspaceLock, workspaceUpdate } from '../../cypher/generated/entitlements.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { fields } from '../tenancy/index.js';
import { WORKSPACES_CHAIN, workspaceResource, workspaceSnapshot } from './workspace.js';

interface WorkspaceEnded extends Outcome {
  __typename: 'WorkspaceEnded';
  workspaceId: string;
}

const schema = z.strictObject({ workspaceId: fields.id, idempotencyKey: fields.idempotencyKey });

/** Ends a workspace: it makes room under the plan's limit, and what was counted of it stays. Again: changes nothing. */
export async function endWorkspace(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<WorkspaceEnded | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { workspaceId: id } = command;
  const spec = { caller, action: 'endWorkspace', command, idempotencyKey };
  return runtime.unitOfWork.write<WorkspaceEnded | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(workspaceLock, { heads: [WORKSPACES_CHAIN], id });
    const before = locked?.workspace;
    if (!before) return notFound('workspace');
    if (before.state === 'ENDED') return { __typename: 'WorkspaceEnded', workspaceId: id };
    const workspace = { ...before, state: 'ENDED', endedAt: step.now, version: before.version + 1 };
    step.write(workspaceUpdate, { workspace });
    step.receipt({
      workflow: WORKSPACES_CHAIN.id,
      step: 'END_WORKSPACE',
      outcome: 'ALLOWED',
      resource: workspaceResource(workspace),
      business: { snapshot: [workspaceSnapshot(workspace)] },
    });
    return { __typename: 'WorkspaceEnded', workspaceId: id };
  });
}
