import { z } from 'zod';
import type { MeterRow } from '../../cypher/rows.js';
import { BUILT_IN_METERS } from '../entitlements/index.js';
import type { FieldProblem } from '../kernel/outcomes.js';
import { nearestKey } from '../tenancy/index.js';
import { EVENT_TYPES, type EventType } from './catalogue.js';

/** What is made of the events of a meter. UNIQUE: how many different values there are. */
export const AGGREGATIONS = ['COUNT', 'SUM', 'MAX', 'UNIQUE'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

/** What is measured of events: for whoever rolls them up, and for whoever asks what a quota counts. */
export interface Meter {
  name: string;
  /** Counts the versions of a declared meter, from 1; null of the product's own. */
  version: number | null;
  eventTypes: readonly string[];
  aggregation: Aggregation;
  /** `metadata.tokens`, `amount`, `userId` …; null of COUNT. */
  valuePath: string | null;
  /** Paths by whose values it is told apart. */
  groupBy: readonly string[];
  /** Different groups that are told apart in a bucket; what comes after them is one group, `other`. */
  mostGroups: number;
}

/** Fields of the envelope that tell events apart. */
const ENVELOPE_TEXTS = ['userId', 'workspaceId', 'sessionId', 'seatType', 'entitlement', 'source', 'asset'];
const AMOUNT = 'amount';
const METADATA = 'metadata.';

const USAGE = EVENT_TYPES.filter(({ category }) => category === 'usage').map(({ name }) => name);
/** Model, token kind, user and key (R4). */
const BY_WHOM = ['metadata.model', 'metadata.token_kind', 'userId', 'metadata.api_key'];

type What = Pick<Meter, 'eventTypes' | 'aggregation' | 'valuePath'>;
const counting = (eventType: string): What => ({ eventTypes: [eventType], aggregation: 'COUNT', valuePath: null });

/** What the meters of R4's quotas measure. */
const MEASURED: Record<(typeof BUILT_IN_METERS)[number], What> = {
  tokens: { eventTypes: USAGE, aggregation: 'SUM', valuePath: 'metadata.tokens' },
  api_calls: counting('api_call'),
  chat_messages: counting('chat_message'),
  embeddings: counting('embedding'),
};

/** The product's own meters. */
export const PRODUCT_METERS: readonly Meter[] = BUILT_IN_METERS.map((name) => ({
  ...{ name, version: null, ...MEASURED[name] },
  ...{ groupBy: BY_WHOM, mostGroups: 1_000 },
}));

/** A declared meter, as whoever reads meters sees it. */
export const meterFrom = (row: MeterRow): Meter => ({
  ...{ name: row.name, version: row.number, eventTypes: [row.eventType] },
  ...{ aggregation: row.aggregation as Aggregation, valuePath: row.valuePath },
  ...{ groupBy: row.groupBy, mostGroups: row.mostGroups },
});

/** A version of a meter as its receipt keeps it. */
export const meterSnapshot = (row: MeterRow) => ({ type: 'Meter', ...row });

/** What a JSON Schema says of a value, as far as a meter asks. */
export interface ValueSchema {
  properties?: Record<string, ValueSchema>;
  required?: readonly string[];
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
}

/** The JSON Schema of the metadata of one of the product's types, as it is sent. */
export const metadataSchemaOf = (type: EventType): ValueSchema =>
  z.toJSONSchema(type.metadata, { io: 'input' }) as ValueSchema;

type Read = Pick<MeterRow, 'aggregation' | 'valuePath' | 'groupBy'>;

/** Paths of a meter that lead to nothing that the schema of its type's metadata names, or to what cannot be measured so. */
export function unreadPaths({ aggregation, valuePath, groupBy }: Read, schema: ValueSchema): FieldProblem[] {
  const needsNumber = aggregation === 'SUM' || aggregation === 'MAX';
  const value = valuePath === null ? null : pathProblem(valuePath, schema, needsNumber ? 'number' : 'text');
  const groups = groupBy.map((path, n) => ({ path: `groupBy.${n}`, message: pathProblem(path, schema, 'text') }));
  return [{ path: 'valuePath', message: value }, ...groups].flatMap(({ path, message }) =>
    message === null ? [] : [{ path, message }],
  );
}

/** `number`: what can be added up; `text`: any single value, told apart by what it is. */
function pathProblem(path: string, schema: ValueSchema, kind: 'number' | 'text'): string | null {
  if (path === AMOUNT || ENVELOPE_TEXTS.includes(path)) {
    const fits = (path === AMOUNT) === (kind === 'number');
    return fits ? null : `${path} cannot be ${kind === 'number' ? 'added up' : 'told apart'}`;
  }
  if (!path.startsWith(METADATA)) {
    return `${path} is neither metadata.<key> nor one of ${[AMOUNT, ...ENVELOPE_TEXTS].join(', ')}`;
  }
  let at = schema;
  for (const key of path.slice(METADATA.length).split('.')) {
    const properties = at.properties ?? {};
    const next = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (!next) {
      const near = nearestKey(key, Object.keys(properties));
      return `${path} is not what the type's schema names${near ? `; did you mean "${near}"?` : ''}`;
    }
    at = next;
  }
  return fitsKind(at, kind)
    ? null
    : `${path} is no ${kind === 'number' ? 'number' : 'single value'} by the type's schema`;
}

const SINGLE = ['string', 'number', 'integer', 'boolean', 'null'];

function fitsKind({ type, enum: values, const: only }: ValueSchema, kind: 'number' | 'text'): boolean {
  const types = type === undefined ? [] : [type].flat();
  const numbers = ['number', 'integer', 'null'];
  if (types.length > 0) return types.every((one) => (kind === 'number' ? numbers : SINGLE).includes(one));
  const told = values ?? (only === undefined ? [] : [only]);
  return (
    told.length > 0 && told.every((one) => (kind === 'number' ? typeof one === 'number' : typeof one !== 'object'))
  );
}
