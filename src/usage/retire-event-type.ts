import { z } from 'zod';
import { definitionsLock, eventTypeEnd } from '../../cypher/generated/usage.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { fields } from '../tenancy/index.js';
import { CATALOGUE_CHAIN, endOf, endSnapshot } from './definitions.js';
import type { UsageRuntime } from './runtime.js';

/** Events of this type are taken no more; those that are there stay, and say by which version they were taken. */
export interface EventTypeRetired extends Outcome {
  __typename: 'EventTypeRetired';
  name: string;
  version: number;
}

const command = z.strictObject({ name: z.string().min(1).max(100), idempotencyKey: fields.idempotencyKey });

/** Takes a tenant's own type out of its catalogue, unless a meter reads it. */
export async function retireEventType(
  runtime: UsageRuntime,
  caller: Caller,
  input: unknown,
): Promise<EventTypeRetired | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...asked } = parsed.command;
  const spec = { caller, action: 'retireEventType', command: asked, idempotencyKey };
  const answer = await runtime.unitOfWork.write<EventTypeRetired | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(definitionsLock, { heads: [CATALOGUE_CHAIN] });
    const active = locked?.types.find(({ name }) => name === asked.name);
    if (!locked || !active) return { ...notFound('event type'), message: 'No type of your own has this name.' };
    const readers = locked.meters.filter(({ eventType }) => eventType === active.name).map(({ name }) => name);
    if (readers.length > 0)
      return invalidInput({ path: 'name', message: `is read by ${readers.join(', ')}; retire these meters first` });
    const retired = endOf(active, 'retire', step.now);
    step.write(eventTypeEnd, retired);
    step.receipt({
      workflow: CATALOGUE_CHAIN.id,
      step: 'RETIRE_EVENT_TYPE',
      outcome: 'ALLOWED',
      resource: { type: 'EventType', id: active.id, version: retired.version },
      business: { name: active.name, number: active.number, snapshot: [endSnapshot('EventType', retired)] },
    });
    return { __typename: 'EventTypeRetired', name: active.name, version: active.number };
  });
  runtime.catalogues.forget(caller.tenantId);
  return answer;
}
