import { z } from 'zod';
import {
  payloadsRemove,
  personTracesErase,
  personTracesFind,
  retentionLock,
} from '../../../cypher/generated/evidence.js';
import type { HoldInForce, PersonTraces } from '../../../cypher/rows.js';
import type { Caller } from '../../kernel/caller.js';
import { DefectError } from '../../kernel/errors.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { newId } from '../../kernel/values/ids.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { fields } from '../../tenancy/index.js';
import { canonicalText } from '../receipt/canonical.js';

/** Of each, so many leave in one transaction. */
const AT_A_TIME = 500;

/** What is gone of the person now. */
interface PersonErased extends Outcome {
  __typename: 'PersonErased';
  personId: string;
  payloads: number;
  details: number;
  events: number;
}

/** A legal hold keeps something of the person: nothing more was erased. */
interface ErasureHeld extends Outcome {
  __typename: 'ErasureHeld';
  personId: string;
  holdIds: string[];
  message: string;
}

/** A batch of it; there may be more to erase. */
interface BatchErased extends PersonErased {
  isMore: boolean;
}

const schema = z.strictObject({
  personId: fields.id.regex(/^[\x21-\x7e]+$/, 'is the id of a person'),
  reasonCode: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'is a code such as REQUESTED'),
  idempotencyKey: fields.idempotencyKey,
});

type Command = Pick<z.output<typeof schema>, 'personId' | 'reasonCode'>;

/**
 * Erases a person: deletes the personal payloads about them and the details of audit events with their salts, and takes out of events
 * whose they were and what they say in words. Receipts, chains, log and proofs stay. Batch by batch, each with its receipt; asked again, it
 * goes on where it ended. A legal hold goes before it.
 */
export async function erasePerson(
  runtime: Pick<Runtime, 'unitOfWork'>,
  caller: Caller,
  input: unknown,
): Promise<PersonErased | ErasureHeld | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  // One for all events of theirs: what counts persons counts one.
  const pseudonym = `erased:${newId()}`;
  let done = await eraseBatch(runtime, caller, { command, pseudonym, isFirst: true, idempotencyKey });
  if (done.__typename !== 'PersonErased') return done;
  const { payloads, details, events } = done;
  const total = { payloads, details, events };
  while (done.isMore) {
    done = await eraseBatch(runtime, caller, { command, pseudonym, isFirst: false });
    if (done.__typename !== 'PersonErased') return done;
    total.payloads += done.payloads;
    total.details += done.details;
    total.events += done.events;
  }
  return { __typename: 'PersonErased', personId: command.personId, ...total };
}

interface Erasing {
  command: Command;
  pseudonym: string;
  /** The request itself leaves a receipt, though nothing be there. */
  isFirst: boolean;
  idempotencyKey?: string | null | undefined;
}

function eraseBatch({ unitOfWork }: Pick<Runtime, 'unitOfWork'>, caller: Caller, erasing: Erasing) {
  const { command, pseudonym, isFirst, idempotencyKey } = erasing;
  const { personId } = command;
  const chain = { id: workflowId('batch', `erasure:${newId()}`), kind: 'batch' };
  const spec = { caller, action: 'erasePerson', command, idempotencyKey };
  return unitOfWork.write<BatchErased | ErasureHeld | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(retentionLock, { heads: [chain] });
    if (!locked) throw new DefectError('The retention of a tenant could not be locked');
    const workflows = locked.holds.flatMap(({ scope, ref }) => (scope === 'workflow' && ref ? [ref] : []));
    const people = locked.holds.flatMap(({ scope, ref }) => (scope === 'user' && ref ? [ref] : []));
    const asked = { personId, heldWorkflows: workflows, heldPeople: people, most: AT_A_TIME };
    const [traces] = await step.read(personTracesFind, asked);
    if (!traces || (isFirst && !traces.isKnown && traces.events.length === 0)) return notFound('person');
    const holds = locked.holds.filter((hold) => keeps(hold, personId, traces));
    // A body is for ever: what others call a person, who are nobody of ours, may be an address.
    const resource = { type: 'User', id: traces.isKnown ? personId : pseudonym, version: null };
    const told = { workflow: chain.id, command, resource };
    if (holds.length > 0) return refuse(step, told, holds);
    const isEmpty = traces.payloads.length + traces.details.length + traces.events.length === 0;
    if (isFirst || !isEmpty) erase(step, told, traces, pseudonym);
    const { payloads, details, events } = traces;
    const isMore = [payloads, details, events].some(({ length }) => length === AT_A_TIME);
    const counts = { payloads: payloads.length, details: details.length, events: events.length };
    return { __typename: 'PersonErased', personId, ...counts, isMore };
  });
}

/** A hold on another person keeps what is about both, and what they did to this one. */
const keeps = ({ scope, ref }: HoldInForce, personId: string, { heldWorkflows, heldPeople }: PersonTraces): boolean =>
  scope === 'tenant' ||
  (scope === 'user' ? ref === personId || heldPeople.includes(ref ?? '') : heldWorkflows.includes(ref ?? ''));

/** The receipt of an erasure: its chain, what was asked, and whom it is about. */
interface Telling {
  workflow: string;
  command: Command;
  resource: { type: string; id: string; version: null };
}

function refuse(step: WriteStep, { workflow, command, resource }: Telling, holds: readonly HoldInForce[]): ErasureHeld {
  const holdIds = holds.map(({ id }) => id);
  step.receipt({
    workflow,
    step: 'ERASE_PERSON',
    outcome: 'BLOCKED',
    resource,
    business: { reason: 'LEGAL_HOLD', reason_code: command.reasonCode, hold_ids: holdIds },
  });
  const message = `A legal hold keeps something of them; lift it first: ${holdIds.join(', ')}.`;
  return { __typename: 'ErasureHeld', personId: command.personId, holdIds, message };
}

function erase(
  step: WriteStep,
  { workflow, command, resource }: Telling,
  traces: PersonTraces,
  pseudonym: string,
): void {
  const { payloads, details } = traces;
  const events = traces.events.map(({ id, metadata }) => ({ id, metadata: withoutWords(metadata) }));
  step.write(payloadsRemove, { business: [], personal: payloads, marks: [] });
  step.write(personTracesErase, { details, events, pseudonym });
  step.receipt({
    workflow,
    step: 'ERASE_PERSON',
    outcome: 'ALLOWED',
    resource,
    business: {
      reason_code: command.reasonCode,
      erased: payloads.map((id) => ({ receipt_id: id, payload: 'personal' })),
      erased_details: details,
      erased_events: events.map(({ id }) => id),
    },
  });
}

/** Of what an event says, its numbers and flags: they are what is summed up. */
const withoutWords = (metadata: string): string => canonicalText(measuresOf(JSON.parse(metadata)) ?? {});

function measuresOf(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const kept = Object.entries(value).map(([name, part]) => [name, measuresOf(part)] as const);
  return Object.fromEntries(kept.filter(([, part]) => part !== undefined));
}
