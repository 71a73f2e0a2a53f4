import { z } from 'zod';
import { absenceEnd, absenceLock } from '../../cypher/generated/routing.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { type Instant, later } from '../kernel/values/instants.js';
import { absenceReceipt, mayRecord, type NotYourAbsence, refuseAbsence } from './absence.js';

const command = z.strictObject({
  absenceId: z.string().min(1).max(64),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/** The user is back; one that had not begun never does, one that was over stays as it was. */
export interface AbsenceEnded extends Outcome {
  __typename: 'AbsenceEnded';
  absenceId: string;
  endsAt: Instant;
}

/** Ends an absence now. What the user finds in their pools is the pool's own rule (`returning_member`). */
export async function endAbsence(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<AbsenceEnded | NotYourAbsence | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, absenceId } = parsed.command;
  const spec = { caller, action: 'endAbsence', command: { absenceId }, idempotencyKey };
  return runtime.unitOfWork.write<AbsenceEnded | NotYourAbsence | SharedOutcome>(spec, async (step) => {
    const row = await step.lock(absenceLock, { absenceId });
    if (!row) return notFound('absence');
    const { absence } = row;
    if (!mayRecord(caller, absence.userId)) return refuseAbsence(step, absence.userId, 'END_ABSENCE');
    if (absence.endsAt <= step.now) return { __typename: 'AbsenceEnded', absenceId, endsAt: absence.endsAt };
    const ended = { ...absence, endsAt: later(step.now, absence.startsAt), version: absence.version + 1 };
    step.write(absenceEnd, { absenceId, endsAt: ended.endsAt, version: ended.version });
    absenceReceipt(step, ended, 'END_ABSENCE');
    return { __typename: 'AbsenceEnded', absenceId, endsAt: ended.endsAt };
  });
}
