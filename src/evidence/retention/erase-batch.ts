import {
  erasureLock,
  payloadsRemove,
  personAuditsFind,
  personTracesErase,
  personTracesFind,
} from '../../../cypher/generated/evidence.js';
import type { HoldInForce, PersonAudits, PersonTraces } from '../../../cypher/rows.js';
import type { Caller } from '../../kernel/caller.js';
import { DefectError } from '../../kernel/errors.js';
import { notFound, type Outcome, type SharedOutcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { newId } from '../../kernel/values/ids.js';
import type { WriteStep } from '../../kernel/write-step.js';
import type { PersonInUsage, SumPlace } from './person-in-usage.js';

/** Of each kind, so many leave in one transaction. */
const AT_A_TIME = 500;
const BATCHES = 'batch:';

/** What a transaction erased. Answers are kept under their keys for good: none says of whom. */
export interface BatchErased extends Outcome {
  __typename: 'PersonErased';
  payloads: number;
  details: number;
  events: number;
  buckets: number;
  /** Whether they are a user or a lead of the tenant. */
  isKnown: boolean;
  isMore: boolean;
}

/** A legal hold keeps something of them: this transaction erased nothing. */
export interface BatchHeld extends Outcome {
  __typename: 'ErasureHeld';
  holdIds: string[];
  message: string;
}

export interface Erasing {
  command: { personId: string; reasonCode: string };
  pseudonym: string;
}

export interface ErasingTraces extends Erasing {
  /** Audit events whose details name them. */
  naming: readonly string[];
  /** The request itself leaves a receipt, though nothing be there. */
  isFirst: boolean;
  /** Sums name them: they are somebody, though nothing else be there. */
  isInSums: boolean;
  idempotencyKey?: string | null | undefined;
}

type ErasureRuntime = Pick<Runtime, 'unitOfWork'> & { personInUsage: PersonInUsage };
type Erased = BatchErased | BatchHeld | SharedOutcome;
/** `isThere`: they are somebody, by what there is of them. */
type Traces = PersonTraces & PersonAudits & { isThere: boolean };

/** Erases some payloads, details and events of a person, in one transaction with its receipt. */
export function eraseTraces(runtime: ErasureRuntime, caller: Caller, erasing: ErasingTraces): Promise<Erased> {
  const { isFirst, isInSums, idempotencyKey } = erasing;
  return erase(runtime, caller, { ...erasing, idempotencyKey }, async (step, holds, workflow) => {
    const traces = await tracesOf(step, holds, erasing);
    const { isKnown, isThere } = traces;
    if (isFirst && !isThere && !isInSums) return notFound('person');
    const telling = { ...erasing, workflow, isKnown };
    const held = holds.filter((hold) => keeps(hold, erasing.command.personId, traces));
    if (held.length > 0) return refuse(step, telling, held);
    const { payloads, details, called, events } = traces;
    const isFull = [payloads, details, called, events].some(({ length }) => length === AT_A_TIME);
    const isEmpty = payloads.length + details.length + called.length + events.length === 0;
    if (isFirst || !isEmpty) eraseAndTell(runtime, step, telling, traces);
    const counts = { payloads: payloads.length, details: details.length, events: events.length, buckets: 0 };
    return { __typename: 'PersonErased', ...counts, isKnown, isMore: isFull };
  });
}

/** Takes a person out of some sums, in one transaction with its receipt. */
export function eraseFromSums(
  runtime: ErasureRuntime,
  caller: Caller,
  erasing: Erasing & { places: readonly SumPlace[]; isKnown: boolean },
): Promise<Erased> {
  const { command, pseudonym, places, isKnown } = erasing;
  return erase(runtime, caller, erasing, async (step, holds, workflow) => {
    const telling = { ...erasing, workflow };
    const held = holds.filter((hold) => keeps(hold, command.personId, NOBODY_ELSE));
    if (held.length > 0) return refuse(step, telling, held);
    const name = { personId: command.personId, pseudonym };
    const { buckets, sha256 } = await runtime.personInUsage.renameInSums(step, places, name);
    if (buckets > 0) tell(step, telling, 'ALLOWED', { renamed_buckets: buckets, buckets_sha256: sha256 });
    return { __typename: 'PersonErased', payloads: 0, details: 0, events: 0, buckets, isKnown, isMore: false };
  });
}

function erase(
  { unitOfWork }: ErasureRuntime,
  caller: Caller,
  { command, idempotencyKey }: Erasing & Pick<ErasingTraces, 'idempotencyKey'>,
  body: (step: WriteStep, holds: readonly HoldInForce[], workflow: string) => Promise<Erased>,
): Promise<Erased> {
  const chain = { id: workflowId('batch', `erasure:${newId()}`), kind: 'batch' };
  return unitOfWork.write<Erased>({ caller, action: 'erasePerson', command, idempotencyKey }, async (step) => {
    const locked = await step.lock(erasureLock, { heads: [chain] });
    if (!locked) throw new DefectError('The retention of a tenant could not be locked');
    return body(step, locked.holds, chain.id);
  });
}

async function tracesOf(
  step: WriteStep,
  holds: readonly HoldInForce[],
  { command: { personId }, naming }: Pick<ErasingTraces, 'command' | 'naming'>,
): Promise<Traces> {
  const held = (wanted: string) => holds.flatMap(({ scope, ref }) => (scope === wanted && ref ? [ref] : []));
  const heldWorkflows = held('workflow');
  const heldBatches = heldWorkflows.flatMap((id) => (id.startsWith(BATCHES) ? [id.slice(BATCHES.length)] : []));
  const asked = { personId, heldBatches, heldPeople: held('user'), most: AT_A_TIME };
  const [[found], [audits]] = await Promise.all([
    step.read(personTracesFind, { ...asked, heldWorkflows }),
    step.read(personAuditsFind, { ...asked, naming }),
  ]);
  if (!found || !audits) throw new DefectError('What there is of a person could not be read');
  const { details, called } = audits;
  return {
    ...found,
    details,
    // Details are found by what their events call the person: that goes with the last of them.
    called: details.length < AT_A_TIME ? called : [],
    isThere: found.isKnown || found.events.length + called.length > 0,
    heldBatches: [...found.heldBatches, ...audits.heldBatches],
    heldPeople: [...found.heldPeople, ...audits.heldPeople],
  };
}

/** Sums are about many, and in no chain. */
const NOBODY_ELSE = { heldWorkflows: [], heldBatches: [], heldPeople: [] };

/** A hold on another person keeps what is about both, and what they did to this one; one on a chain, what it speaks of and its events. */
function keeps(
  { scope, ref }: HoldInForce,
  personId: string,
  { heldWorkflows, heldBatches, heldPeople }: Pick<Traces, 'heldWorkflows' | 'heldBatches' | 'heldPeople'>,
): boolean {
  const is = (held: readonly string[]) => held.includes(ref ?? '');
  if (scope === 'user') return ref === personId || is(heldPeople);
  return scope === 'tenant' || is(heldWorkflows) || heldBatches.some((id) => ref === `${BATCHES}${id}`);
}

interface Telling extends Erasing {
  workflow: string;
  isKnown: boolean;
}

function refuse(step: WriteStep, telling: Telling, holds: readonly HoldInForce[]): BatchHeld {
  const holdIds = holds.map(({ id }) => id);
  tell(step, telling, 'BLOCKED', { reason: 'LEGAL_HOLD', hold_ids: holdIds });
  const message = `A legal hold keeps something of them; lift it first: ${holdIds.join(', ')}.`;
  return { __typename: 'ErasureHeld', holdIds, message };
}

function eraseAndTell({ personInUsage }: ErasureRuntime, step: WriteStep, telling: Telling, traces: Traces): void {
  const { payloads, details, called } = traces;
  const { command, pseudonym } = telling;
  const events = traces.events.map((event) => ({ id: event.id, metadata: personInUsage.withoutWords(event) }));
  step.write(payloadsRemove, { business: [], personal: payloads, marks: [] });
  step.write(personTracesErase, { details, called, events, personId: command.personId, pseudonym });
  personInUsage.overtakeRollUps(
    step,
    traces.events.map(({ occurredAt }) => occurredAt),
  );
  tell(step, telling, 'ALLOWED', {
    erased: payloads.map((id) => ({ receipt_id: id, payload: 'personal' })),
    erased_details: details,
    erased_audit_events: called,
    erased_events: events.map(({ id }) => id),
  });
}

/** A body is for ever: what others call a person, who are nobody of ours, may be an address. */
function tell(
  step: WriteStep,
  { workflow, command, pseudonym, isKnown }: Telling,
  outcome: 'ALLOWED' | 'BLOCKED',
  business: object,
): void {
  step.receipt({
    ...{ workflow, step: 'ERASE_PERSON', outcome },
    resource: { type: 'User', id: isKnown ? command.personId : pseudonym, version: null },
    business: { reason_code: command.reasonCode, ...business },
  });
}
