import { z } from 'zod';
import { absenceInsert, absenceLockForUser } from '../../cypher/generated/routing.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { epochMs, instantOf } from '../kernel/values/instants.js';
import { fields } from '../tenancy/index.js';
import { type Absence, absenceReceipt, mayRecord, type NotYourAbsence, refuseAbsence } from './absence.js';

const command = z
  .strictObject({
    /** The caller when left out. */
    userId: z.string().min(1).max(64).nullish(),
    startsAt: fields.instant,
    endsAt: fields.instant,
    idempotencyKey: z.string().min(1).max(200).nullish(),
  })
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), {
    path: ['endsAt'],
    message: 'lies before the beginning',
  });

/** From its beginning to its end, pools pass over the user. */
export interface AbsenceRecorded extends Outcome {
  __typename: 'AbsenceRecorded';
  absenceId: string;
}

/** Says from when to when somebody is away: no pool gives them a turn meanwhile (semantics, Routing). */
export async function recordAbsence(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<AbsenceRecorded | NotYourAbsence | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...record } = parsed.command;
  const userId = record.userId ?? caller.id;
  const absenceId = newId();
  const spec = { caller, action: 'recordAbsence', command: record, idempotencyKey };
  return runtime.unitOfWork.write<AbsenceRecorded | NotYourAbsence | SharedOutcome>(spec, async (step) => {
    const row = await step.lock(absenceLockForUser, { userId });
    if (!row?.active) return notFound('user');
    if (!mayRecord(caller, userId)) return refuseAbsence(step, userId, 'RECORD_ABSENCE');
    const absence: Absence = {
      id: absenceId,
      version: 1,
      createdAt: step.now,
      userId,
      startsAt: instantOf(epochMs(record.startsAt)),
      endsAt: instantOf(epochMs(record.endsAt)),
      recordedBy: caller.id,
    };
    if (absence.endsAt <= step.now) return invalidInput({ path: 'endsAt', message: 'lies in the past' });
    step.write(absenceInsert, { absence });
    absenceReceipt(step, absence, 'RECORD_ABSENCE');
    return { __typename: 'AbsenceRecorded', absenceId };
  });
}
