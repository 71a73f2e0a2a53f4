import { z } from 'zod';
import { definitionsLock, eventTypeEnd, eventTypeFindLast, eventTypeInsert } from '../../cypher/generated/usage.js';
import type { EventTypeRow, EventTypeWithSchema, MeterRow } from '../../cypher/rows.js';
import { textDigest } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import { type InvalidInput, invalidInput, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import type { WriteStep } from '../kernel/write-step.js';
import { fields } from '../tenancy/index.js';
import { EVENT_CATEGORIES, RETENTION_CLASSES } from './catalogue.js';
import { dedupShape } from './dedup-shape.js';
import { begin, CATALOGUE_CHAIN, endOf, endSnapshot, MOST_DEFINITIONS, MOST_VERSIONS } from './definitions.js';
import { readSchema } from './metadata-schema.js';
import { unreadPaths } from './meter.js';
import { dedupText, eventTypeSnapshot, isReserved, OWN_NAME } from './own-type.js';
import type { UsageRuntime } from './runtime.js';

/** From now on events of this type are taken, by this version; `isNew`: false where it was there just so. */
export interface EventTypeRegistered extends Outcome {
  __typename: 'EventTypeRegistered';
  name: string;
  version: number;
  isNew: boolean;
}

const command = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(OWN_NAME, 'has words joined by dots, such as com.acme.checkout.done')
    .refine((name) => !isReserved(name), 'begins with a word that is kept for the product: stripe, crypto, revgraph'),
  category: z.enum(EVENT_CATEGORIES),
  /** JSON Schema of the metadata; any object where it is left out. */
  schema: z.unknown().optional(),
  dedup: dedupShape,
  fromBrowsers: z.boolean().nullish(),
  retention: z.enum(RETENTION_CLASSES).nullish(),
  idempotencyKey: fields.idempotencyKey,
});

type Definition = Pick<
  EventTypeWithSchema,
  'name' | 'category' | 'dedup' | 'fromBrowsers' | 'retention' | 'schema' | 'schemaSha256'
>;

/**
 * Registers a type of the tenant's own, or its next version: what its metadata must say (JSON Schema), which of like events are kept,
 * and who may send it. Versions never change; events say by which one they were taken.
 */
export async function registerEventType(
  runtime: UsageRuntime,
  caller: Caller,
  input: unknown,
): Promise<EventTypeRegistered | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  await runtime.unitOfWork.authorize(caller, 'registerEventType');
  const { idempotencyKey, ...asked } = parsed.command;
  const definition = definitionOf(asked);
  if ('__typename' in definition) return definition;
  const id = newId();
  const spec = { caller, action: 'registerEventType', command: definition, idempotencyKey };
  const answer = await runtime.unitOfWork.write<EventTypeRegistered | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(definitionsLock, { heads: [CATALOGUE_CHAIN] });
    if (!locked) throw new DefectError('The catalogue of a tenant could not be locked');
    const active = locked.types.find(({ name }) => name === definition.name) ?? null;
    if (active && isSame(active, definition)) return registered(active, false);
    const refusal = refusalOf(definition, active, locked);
    if (refusal) return refusal;
    const [last] = await step.read(eventTypeFindLast, { name: definition.name });
    if ((last?.number ?? 0) >= MOST_VERSIONS)
      return invalidInput({ path: 'name', message: `has had ${MOST_VERSIONS} versions; take another` });
    const type = { ...begin(id, (last?.number ?? 0) + 1, caller.id, step.now), ...definition };
    store(step, type, active);
    return registered(type, true);
  });
  runtime.catalogues.forget(caller.tenantId);
  return answer;
}

/** The definition that was asked for, or why there can be none like it. */
function definitionOf(asked: Omit<z.output<typeof command>, 'idempotencyKey'>): Definition | InvalidInput {
  const { name, category, dedup } = asked;
  const read = readSchema(asked.schema ?? { type: 'object' });
  if (!read.ok) {
    const { path, message } = read.problem;
    return invalidInput({ path: path ? `schema.${path}` : 'schema', message });
  }
  const retention = asked.retention ?? 'catalogued';
  if (retention === 'metered' && dedup.rule !== 'each')
    return invalidInput({ path: 'dedup', message: 'of what is metered, each is kept' });
  if (dedup.rule === 'once_per' && !isNeeded(dedup.key, JSON.parse(read.text)))
    return invalidInput({ path: 'dedup.key', message: `is a text or whole number that the schema requires` });
  const { text: schema } = read;
  const rest = { fromBrowsers: asked.fromBrowsers ?? false, retention };
  return { name, category, dedup: dedupText(dedup), ...rest, schema, schemaSha256: textDigest(schema) };
}

/** Whether every event of a type has a value of this key that tells it from others. */
function isNeeded(key: string, schema: { required?: string[]; properties?: Record<string, { type?: unknown }> }) {
  const type = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key]?.type : undefined;
  return (schema.required ?? []).includes(key) && (type === 'string' || type === 'integer');
}

const isSame = (active: EventTypeRow, definition: Definition): boolean =>
  (['category', 'dedup', 'fromBrowsers', 'retention', 'schemaSha256'] as const).every(
    (key) => active[key] === definition[key],
  );

/** What the tenant has already stands in the way: too many types, or meters that read what a new version does not have. */
function refusalOf(
  { name, schema }: Definition,
  active: EventTypeRow | null,
  { types, meters }: { types: readonly EventTypeRow[]; meters: readonly MeterRow[] },
): InvalidInput | null {
  if (!active && types.length >= MOST_DEFINITIONS)
    return invalidInput({ path: '', message: `A tenant has ${MOST_DEFINITIONS} types at most; retire one of them` });
  const [unread] = meters
    .filter(({ eventType }) => eventType === name)
    .flatMap((meter) => unreadPaths(meter, JSON.parse(schema)).map(({ message }) => `${meter.name}: ${message}`));
  return unread ? invalidInput({ path: 'schema', message: `leaves out what a meter reads: ${unread}` }) : null;
}

function store(step: WriteStep, type: EventTypeWithSchema, active: EventTypeRow | null): void {
  const replaced = active && endOf(active, 'replace', step.now);
  step.write(eventTypeInsert, { type });
  if (replaced) step.write(eventTypeEnd, replaced);
  step.receipt({
    workflow: CATALOGUE_CHAIN.id,
    step: 'REGISTER_EVENT_TYPE',
    outcome: 'ALLOWED',
    resource: { type: 'EventType', id: type.id, version: 1 },
    business: { snapshot: [eventTypeSnapshot(type), ...(replaced ? [endSnapshot('EventType', replaced)] : [])] },
  });
}

const registered = ({ name, number }: EventTypeRow, isNew: boolean): EventTypeRegistered => ({
  __typename: 'EventTypeRegistered',
  name,
  version: number,
  isNew,
});
