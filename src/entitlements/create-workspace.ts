import { z } from 'zod';
import { workspaceInsert, workspaceLockToCreate } from '../../cypher/generated/entitlements.js';
import type { PlanLimitReached } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { fields } from '../tenancy/index.js';
import { fits, limitUse, planLimitReached, refusalReceipt } from './monthly-limits.js';
import { WORKSPACES_CHAIN, workspaceDetails, workspaceResource, workspaceSnapshot } from './workspace.js';

interface WorkspaceCreated extends Outcome {
  __typename: 'WorkspaceCreated';
  workspaceId: string;
}

/** Another workspace of the tenant has this handle, or had it. */
interface WorkspaceExists extends Outcome {
  __typename: 'WorkspaceExists';
  message: string;
  workspaceId: string;
}

type Answer = WorkspaceCreated | WorkspaceExists | PlanLimitReached | SharedOutcome;

const schema = z.strictObject({
  handle: fields.handle,
  name: fields.displayName,
  idempotencyKey: fields.idempotencyKey,
});

/** Opens a workspace under the plan's limit; each attempt beyond it leaves a receipt (R2, create_hotel_attempt). */
export async function createWorkspace(runtime: Runtime, caller: Caller, input: unknown): Promise<Answer> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const id = newId();
  const spec = { caller, action: 'createWorkspace', command, idempotencyKey };
  return runtime.unitOfWork.write<Answer>(spec, async (step) => {
    const locked = await step.lock(workspaceLockToCreate, { heads: [WORKSPACES_CHAIN], handle: command.handle });
    if (!locked) return notFound('tenant');
    if (locked.takenBy !== null) return workspaceExists(locked.takenBy);
    const workspace = { id, ...command, state: 'ACTIVE', version: 1, createdAt: step.now, endedAt: null };
    const use = limitUse(locked.terms, 'workspaces', locked.workspaces, step.now);
    if (!fits(use)) {
      const resource = { ...workspaceResource(workspace), version: null };
      const refusal = refusalReceipt(use, locked.terms, step.now);
      step.receipt({ workflow: WORKSPACES_CHAIN.id, resource, ...refusal });
      return planLimitReached(use, null);
    }
    step.write(workspaceInsert, { workspace });
    step.receipt({
      workflow: WORKSPACES_CHAIN.id,
      step: 'CREATE_WORKSPACE',
      outcome: 'ALLOWED',
      resource: workspaceResource(workspace),
      business: { snapshot: [workspaceSnapshot(workspace)] },
      personal: workspaceDetails(workspace),
    });
    return { __typename: 'WorkspaceCreated', workspaceId: id };
  });
}

const workspaceExists = (workspaceId: string): WorkspaceExists => ({
  __typename: 'WorkspaceExists',
  message: 'A workspace of this tenant has, or had, this handle.',
  workspaceId,
});
