import { z } from 'zod';
import { legalHoldInsert, legalHoldLockToPlace } from '../../../cypher/generated/evidence.js';
import type { Caller } from '../../kernel/caller.js';
import { invalidInput, notFound, type Outcome, parseCommand, type SharedOutcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { newId } from '../../kernel/values/ids.js';
import { fields } from '../../tenancy/index.js';
import { HOLD_SCOPES, holdNote, holdTold, type LegalHoldRow } from './legal-hold.js';

interface LegalHoldPlaced extends Outcome {
  __typename: 'LegalHoldPlaced';
  holdId: string;
}

const schema = z.strictObject({
  scope: z.enum(HOLD_SCOPES),
  ref: z.string().min(1).max(200).nullish(),
  reason: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'is a code such as LITIGATION'),
  note: z.string().trim().min(1).max(2_000).nullish(),
  idempotencyKey: fields.idempotencyKey,
});

/**
 * Sets a legal hold: from now on nothing that it keeps leaves, by retention or erasure; a run under way sees it in its next batch. Of a
 * tenant as a whole it has no `ref`, else that of the chain or of the person.
 */
export async function placeLegalHold(
  { unitOfWork }: Pick<Runtime, 'unitOfWork'>,
  caller: Caller,
  input: unknown,
): Promise<LegalHoldPlaced | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { scope, reason, note } = command;
  const ref = command.ref ?? null;
  if ((scope === 'tenant') !== (ref === null)) {
    return invalidInput({ path: 'ref', message: 'names the chain or the person that is held; of the tenant, nothing' });
  }
  const id = newId();
  const chain = { id: workflowId('admin', `hold:${id}`), kind: 'admin' };
  const spec = { caller, action: 'placeLegalHold', command, idempotencyKey };
  return unitOfWork.write<LegalHoldPlaced | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(legalHoldLockToPlace, { heads: [chain], scope, ref });
    if (!locked?.isThere) return notFound(scope === 'workflow' ? 'workflow' : 'person');
    const hold: LegalHoldRow = {
      ...{ id, createdAt: step.now, version: 1, state: 'IN_FORCE', scope, ref, reason },
      ...{ placedBy: caller.id, liftedAt: null, liftedBy: null },
    };
    step.write(legalHoldInsert, { hold });
    const { resource, snapshot } = holdTold(hold);
    step.receipt({
      workflow: chain.id,
      step: 'PLACE_HOLD',
      outcome: 'ALLOWED',
      resource,
      business: { reason_code: reason, snapshot },
      personal: holdNote(note, caller.id, hold),
    });
    return { __typename: 'LegalHoldPlaced', holdId: id };
  });
}
