import { z } from 'zod';
import { configFindByNumber, configFindReplaced } from '../../cypher/generated/tenancy.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { ConfigParsing } from './config-version.js';
import { idempotencyKey } from './fields.js';
import { type RevOpsConfigDraftSaved, saveDraft } from './save-config-draft.js';

const schema = z.strictObject({
  /** The version to bring back; null or absent: the one that was in force before the present one. */
  number: z.int().min(1).max(2_147_483_647).nullish(),
  idempotencyKey,
});

/**
 * Saves the text of a version that was in force before as a new draft, for a second person to activate: history is never
 * rewritten, and the rule of two persons holds for the way back too.
 */
export async function rollbackRevOpsConfig(
  runtime: Runtime & ConfigParsing,
  caller: Caller,
  input: unknown,
): Promise<RevOpsConfigDraftSaved | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const spec = { caller, action: 'rollbackRevOpsConfig', command, idempotencyKey } as const;
  await runtime.unitOfWork.authorize(caller, spec.action);
  const { graph } = runtime;
  const number = command.number ?? (await graph.read(configFindReplaced, caller.tenantId, {}))[0]?.number;
  const [old] = number === undefined ? [] : await graph.read(configFindByNumber, caller.tenantId, { number });
  if (!old?.retiredAt) return notFound('configuration that was in force');
  return saveDraft(runtime, spec, old.yaml, { restores: old.number });
}
