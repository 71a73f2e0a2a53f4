import { z } from 'zod';
import { configInsert, configLock } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { CONFIG_CHAIN, type ConfigParsing, configSnapshot, draftVersion } from './config-version.js';
import { idempotencyKey } from './fields.js';
import type { ConfigIssue } from './revops-config/index.js';

/** `warnings`: what its author should look at; the draft may be activated all the same. */
export interface RevOpsConfigDraftSaved extends Outcome {
  __typename: 'RevOpsConfigDraftSaved';
  number: number;
  sha256: string;
  warnings: ConfigIssue[];
}

const schema = z.strictObject({ yaml: z.string(), idempotencyKey });

/** Saves a YAML text as the tenant's next numbered version, a draft. Its errors name path, line and column. */
export async function saveRevOpsConfigDraft(
  runtime: Runtime & ConfigParsing,
  caller: Caller,
  input: unknown,
): Promise<RevOpsConfigDraftSaved | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  return saveDraft(runtime, { caller, action: 'saveRevOpsConfigDraft', command, idempotencyKey }, command.yaml);
}

/** What is saved, by whom, under which name and key. */
interface Saving {
  caller: Caller;
  action: 'saveRevOpsConfigDraft' | 'rollbackRevOpsConfig';
  command: object;
  idempotencyKey: string | null | undefined;
}

/** Saves a text as the next draft; `business` is what its receipt says beside the snapshot. */
export async function saveDraft(
  runtime: Runtime & ConfigParsing,
  spec: Saving,
  yaml: string,
  business: Record<string, unknown> = {},
): Promise<RevOpsConfigDraftSaved | SharedOutcome> {
  const { caller } = spec;
  const read = runtime.parseConfig(yaml);
  if (!read.ok) {
    await runtime.unitOfWork.authorize(caller, spec.action);
    return invalidInput(...read.errors);
  }
  const id = newId();
  const { sha256 } = read.config;
  return runtime.unitOfWork.write<RevOpsConfigDraftSaved | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(configLock, { heads: [CONFIG_CHAIN], number: null });
    if (!locked) return notFound('tenant');
    const draft = { id, number: locked.lastNumber + 1, sha256, savedBy: caller.id };
    step.write(configInsert, { config: { ...draft, yaml }, at: step.now });
    step.receipt({
      workflow: CONFIG_CHAIN.id,
      step: 'SAVE_CONFIG_DRAFT',
      outcome: 'ALLOWED',
      resource: { type: 'RevOpsConfigVersion', id, version: 1 },
      business: { ...business, snapshot: [{ ...configSnapshot(draftVersion(draft, step.now)), yaml }] },
    });
    return { __typename: 'RevOpsConfigDraftSaved', number: draft.number, sha256, warnings: read.warnings };
  });
}
