import { z } from 'zod';
import {
  definitionsLock,
  eventTypeSchemasFind,
  ingestMarkInsert,
  meterEnd,
  meterFindLastNumber,
  meterInsert,
} from '../../cypher/generated/usage.js';
import type { EventTypeRow, MeterRow } from '../../cypher/rows.js';
import { BUILT_IN_METERS } from '../entitlements/index.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import { type InvalidInput, invalidInput, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import type { WriteStep } from '../kernel/write-step.js';
import { fields } from '../tenancy/index.js';
import { eventTypeOf } from './catalogue.js';
import { begin, CATALOGUE_CHAIN, endOf, endSnapshot, MOST_DEFINITIONS, MOST_VERSIONS } from './definitions.js';
import { AGGREGATIONS, metadataSchemaOf, meterSnapshot, unreadPaths, type ValueSchema } from './meter.js';
import { markFrom } from './rollup/marks.js';
import type { UsageRuntime } from './runtime.js';

/** The meter is there, by this version; `isNew`: false where it was there just so. */
export interface MeterDeclared extends Outcome {
  __typename: 'MeterDeclared';
  name: string;
  version: number;
  isNew: boolean;
}

const path = z.string().min(1).max(200);
const command = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,63}$/, 'is written small, such as checkout_value')
      .refine((name) => !(BUILT_IN_METERS as readonly string[]).includes(name), 'is a meter of the product'),
    eventType: z.string().min(1).max(200),
    aggregation: z.enum(AGGREGATIONS),
    valuePath: path.nullish().transform((given) => given ?? null),
    groupBy: z
      .array(path)
      .max(4, 'has at most 4 paths')
      .nullish()
      .transform((given) => [...new Set(given ?? [])]),
    /** Groups that are told apart in a bucket. */
    mostGroups: z
      .int()
      .min(1)
      .max(10_000)
      .nullish()
      .transform((given) => given ?? 1_000),
    idempotencyKey: fields.idempotencyKey,
  })
  .refine(({ aggregation, valuePath }) => (aggregation === 'COUNT') === (valuePath === null), {
    path: ['valuePath'],
    message: 'says what is measured, unless events are counted',
  })
  .refine(({ valuePath, groupBy }) => valuePath !== 'amount' || groupBy.includes('asset'), {
    path: ['groupBy'],
    message: 'tells amounts apart by "asset": those of two currencies have no sum',
  });

type Definition = Pick<MeterRow, 'name' | 'eventType' | 'aggregation' | 'valuePath' | 'groupBy' | 'mostGroups'>;

/** Declares what is measured of a type of event, or the next version of it; a version never changes. */
export async function declareMeter(
  runtime: UsageRuntime,
  caller: Caller,
  input: unknown,
): Promise<MeterDeclared | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...definition } = parsed.command;
  const id = newId();
  const spec = { caller, action: 'declareMeter', command: definition, idempotencyKey };
  return runtime.unitOfWork.write<MeterDeclared | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(definitionsLock, { heads: [CATALOGUE_CHAIN] });
    if (!locked) throw new DefectError('The catalogue of a tenant could not be locked');
    const active = locked.meters.find(({ name }) => name === definition.name) ?? null;
    if (active && isSame(active, definition)) return declared(active, false);
    if (!active && locked.meters.length >= MOST_DEFINITIONS)
      return invalidInput({ path: '', message: `A tenant has ${MOST_DEFINITIONS} meters at most; retire one of them` });
    const problem = await typeProblem(step, definition, locked.types);
    if (problem) return problem;
    const [last] = await step.read(meterFindLastNumber, { name: definition.name });
    if ((last?.number ?? 0) >= MOST_VERSIONS)
      return invalidInput({ path: 'name', message: `has had ${MOST_VERSIONS} versions; take another` });
    const meter = { ...begin(id, (last?.number ?? 0) + 1, caller.id, step.now), ...definition };
    store(step, meter, active);
    return declared(meter, true);
  });
}

const isSame = (active: MeterRow, definition: Definition): boolean =>
  (['eventType', 'aggregation', 'valuePath', 'mostGroups'] as const).every((key) => active[key] === definition[key]) &&
  active.groupBy.join(' ') === definition.groupBy.join(' ');

/** Why events of the type cannot be measured so. */
async function typeProblem(
  step: WriteStep,
  definition: Definition,
  types: readonly EventTypeRow[],
): Promise<InvalidInput | null> {
  const { eventType } = definition;
  const schema = await schemaOf(step, eventType, types);
  if (!schema) return invalidInput({ path: 'eventType', message: `"${eventType}" is in no catalogue of yours` });
  if (schema === 'receipts')
    return invalidInput({ path: 'eventType', message: `"${eventType}" is told by receipts, which are not measured` });
  const problems = unreadPaths(definition, schema);
  return problems.length > 0 ? invalidInput(...problems) : null;
}

async function schemaOf(
  step: WriteStep,
  name: string,
  types: readonly EventTypeRow[],
): Promise<ValueSchema | 'receipts' | null> {
  const own = types.find((type) => type.name === name);
  if (own) {
    const [found] = await step.read(eventTypeSchemasFind, { ids: [own.id] });
    return found ? (JSON.parse(found.schema) as ValueSchema) : null;
  }
  const type = name.endsWith('*') ? null : eventTypeOf(name);
  if (!type) return null;
  const isSent = type.senders.some((sender) => sender !== 'product') || type.name === 'stripe.*';
  return isSent ? metadataSchemaOf(type) : 'receipts';
}

function store(step: WriteStep, meter: MeterRow, active: MeterRow | null): void {
  const replaced = active && endOf(active, 'replace', step.now);
  step.write(meterInsert, { meter });
  if (replaced) step.write(meterEnd, replaced);
  step.write(ingestMarkInsert, markFrom(step.now));
  step.receipt({
    workflow: CATALOGUE_CHAIN.id,
    step: 'DECLARE_METER',
    outcome: 'ALLOWED',
    resource: { type: 'Meter', id: meter.id, version: 1 },
    business: { snapshot: [meterSnapshot(meter), ...(replaced ? [endSnapshot('Meter', replaced)] : [])] },
  });
}

const declared = ({ name, number }: MeterRow, isNew: boolean): MeterDeclared => ({
  __typename: 'MeterDeclared',
  name,
  version: number,
  isNew,
});
