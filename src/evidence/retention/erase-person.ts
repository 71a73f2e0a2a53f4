import { z } from 'zod';
import { personTracesFind } from '../../../cypher/generated/evidence.js';
import type { Caller } from '../../kernel/caller.js';
import { type Outcome, parseCommand, type SharedOutcome } from '../../kernel/outcomes.js';
import type { Runtime } from '../../kernel/runtime.js';
import { fields } from '../../tenancy/index.js';
import { detailsNaming } from './details-naming.js';
import { type BatchErased, type BatchHeld, eraseFromSums, eraseTraces } from './erase-batch.js';
import type { PersonInUsage } from './person-in-usage.js';

/** Sums are read and written again so many in one transaction: some megabytes. */
const SUMS_AT_A_TIME = 100;

/** What is gone of the person now. */
interface PersonErased extends Outcome {
  __typename: 'PersonErased';
  personId: string;
  payloads: number;
  details: number;
  events: number;
  /** Sums that told apart by their name what they used, and tell it apart by another now. */
  buckets: number;
}

/** A legal hold keeps something of the person: nothing more was erased. */
interface ErasureHeld extends Outcome {
  __typename: 'ErasureHeld';
  personId: string;
  holdIds: string[];
  message: string;
}

const schema = z.strictObject({
  personId: fields.id.regex(/^[\x21-\x7e]+$/, 'is the id of a person'),
  reasonCode: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'is a code such as REQUESTED'),
  idempotencyKey: fields.idempotencyKey,
});

/** What erasing needs. */
export type ErasureRuntime = Pick<Runtime, 'graph' | 'unitOfWork'> & { personInUsage: PersonInUsage };

/**
 * Erases a person: deletes the personal payloads about them and the details of audit events with their salts, takes out of events whose they
 * were and what they say in words, and their name out of audit events and sums. Receipts, chains, log and proofs stay
 * (docs/erasure.md has what goes and what stays). Batch by batch, each with its receipt; asked again, it goes on where it ended. A legal hold
 * goes before it.
 */
export async function erasePerson(
  runtime: ErasureRuntime,
  caller: Caller,
  input: unknown,
): Promise<PersonErased | ErasureHeld | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  await runtime.unitOfWork.authorize(caller, 'erasePerson');
  const { personId } = command;
  const { personInUsage } = runtime;
  const naming = await namingDetails(runtime, caller.tenantId, personId);
  const erasing = { command, pseudonym: personInUsage.pseudonymFor(personId), naming, isInSums: false };
  let done = await eraseTraces(runtime, caller, { ...erasing, isFirst: true, idempotencyKey });
  if (done.__typename === 'NotFound' && (await personInUsage.sumsNaming(caller.tenantId, personId)).length > 0)
    done = await eraseTraces(runtime, caller, { ...erasing, isFirst: true, isInSums: true, idempotencyKey });
  const total = { payloads: 0, details: 0, events: 0, buckets: 0 };
  for (; isErased(done) && done.isMore; done = await eraseTraces(runtime, caller, { ...erasing, isFirst: false }))
    add(total, done);
  if (!isErased(done)) return toldOf(personId, done);
  add(total, done);
  const { isKnown } = done;
  // After the last event: until then a roll-up may have written the name again.
  const places = await personInUsage.sumsNaming(caller.tenantId, personId);
  for (let from = 0; from < places.length; from += SUMS_AT_A_TIME) {
    const some = { ...erasing, isKnown, places: places.slice(from, from + SUMS_AT_A_TIME) };
    done = await eraseFromSums(runtime, caller, some);
    if (!isErased(done)) return toldOf(personId, done);
    add(total, done);
  }
  return { __typename: 'PersonErased', personId, ...total };
}

/**
 * Details of others that name them. An id of a user or lead is ours and says nothing by itself: what says that one is about the same as what
 * business payloads say, and stays.
 */
async function namingDetails(runtime: ErasureRuntime, tenantId: string, personId: string): Promise<string[]> {
  const nothing = { heldWorkflows: [], heldBatches: [], heldPeople: [], most: 0 };
  const [found] = await runtime.graph.read(personTracesFind, tenantId, { personId, ...nothing });
  return found?.isKnown ? [] : detailsNaming(runtime, tenantId, personId);
}

type Counts = Pick<PersonErased, 'payloads' | 'details' | 'events' | 'buckets'>;

const isErased = (done: BatchErased | BatchHeld | SharedOutcome): done is BatchErased =>
  done.__typename === 'PersonErased';

function add(total: Counts, { payloads, details, events, buckets }: Counts): void {
  total.payloads += payloads;
  total.details += details;
  total.events += events;
  total.buckets += buckets;
}

const toldOf = (personId: string, done: BatchHeld | SharedOutcome): ErasureHeld | SharedOutcome =>
  done.__typename === 'ErasureHeld' ? { ...done, personId } : done;
