import { z } from 'zod';
import { legalHoldLock, legalHoldUpdate, retentionProgressMark } from '../../../cypher/generated/evidence.js';
import type { Caller } from '../../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { fields } from '../../tenancy/index.js';
import { holdNote, holdTold } from './legal-hold.js';

interface LegalHoldLifted extends Outcome {
  __typename: 'LegalHoldLifted';
  holdId: string;
}

/** Somebody was quicker: theirs stands. */
interface LegalHoldAlreadyLifted extends Outcome {
  __typename: 'LegalHoldAlreadyLifted';
  holdId: string;
  message: string;
}

const schema = z.strictObject({
  holdId: fields.id,
  note: z.string().trim().min(1).max(2_000).nullish(),
  idempotencyKey: fields.idempotencyKey,
});

/** Lifts a legal hold: what it alone kept leaves with the next run, where its time is up. */
export async function liftLegalHold(
  { unitOfWork }: Pick<Runtime, 'unitOfWork'>,
  caller: Caller,
  input: unknown,
): Promise<LegalHoldLifted | LegalHoldAlreadyLifted | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { holdId: id, note } = command;
  const chain = { id: workflowId('admin', `hold:${id}`), kind: 'admin' };
  const spec = { caller, action: 'liftLegalHold', command, idempotencyKey };
  return unitOfWork.write<LegalHoldLifted | LegalHoldAlreadyLifted | SharedOutcome>(spec, async (step) => {
    const before = (await step.lock(legalHoldLock, { heads: [chain], id }))?.hold;
    if (!before) return notFound('legal hold');
    if (before.state === 'LIFTED') {
      const message = `It was lifted at ${before.liftedAt}.`;
      return { __typename: 'LegalHoldAlreadyLifted', holdId: id, message };
    }
    const lifted = { state: 'LIFTED', liftedAt: step.now, liftedBy: caller.id, version: before.version + 1 };
    const hold = { ...before, ...lifted };
    step.write(legalHoldUpdate, { hold });
    // What it kept was passed over: compaction begins anew.
    step.write(retentionProgressMark, { progress: { shortAt: '', shortId: '', longAt: '', longId: '' } });
    const { resource, snapshot } = holdTold(hold);
    step.receipt({
      workflow: chain.id,
      step: 'LIFT_HOLD',
      outcome: 'ALLOWED',
      resource,
      business: { snapshot },
      personal: holdNote(note, caller.id, hold),
    });
    return { __typename: 'LegalHoldLifted', holdId: id };
  });
}
