import { z } from 'zod';
import { readerOf } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { type InvalidInput, type NotFound, notFound, parseCommand } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { fields } from '../tenancy/index.js';
import { EVENT_CATEGORIES } from './catalogue.js';
import { listEvents, type ShownEvent } from './list-events.js';

/** A page of a tenant's events, newest first. */
export interface EventLog {
  __typename: 'EventLog';
  tenantId: string;
  events: ShownEvent[];
}

const asked = z.strictObject({
  /** Null or left out: the caller's own. */
  tenantId: fields.id.nullish(),
  eventName: z.string().min(1).max(200).nullish(),
  userId: z.string().min(1).max(200).nullish(),
  /** All of one category; not together with a name. */
  category: z.enum(EVENT_CATEGORIES).nullish(),
  /** Inclusive, and exclusive. */
  from: fields.instant.nullish(),
  to: fields.instant.nullish(),
  after: z.strictObject({ occurredAt: z.string(), id: z.string() }).nullish(),
  most: z.int().min(1).max(1_000),
});

/** R0's event log by name and user, R4's raw events (getTenantEvents), within a period: of events from outside and of the product's own. For a tenant's admins and auditors, and for operators. */
export async function eventLog(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<EventLog | NotFound | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'readRevOps');
  const parsed = parseCommand(asked, input);
  if (!parsed.ok) return parsed.invalid;
  const { tenantId, eventName: type, after, most, ...filter } = parsed.command;
  const reader = await readerOf(runtime, caller, tenantId, 'readRevOps');
  if (!reader) return notFound('tenant');
  const events = await listEvents(runtime, reader, { ...filter, type }, { after: after ?? null, most });
  return { __typename: 'EventLog', tenantId: reader.tenantId, events };
}
