import {
  eventTypeFind,
  eventTypeFindLast,
  eventTypeSchemasFind,
  eventTypesFindActive,
  metersFindActive,
} from '../../cypher/generated/usage.js';
import type { EventTypeWithSchema } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import { EVENT_TYPES, type EventType, eventTypeOf } from './catalogue.js';
import { MOST_DEFINITIONS } from './definitions.js';
import { type Meter, metadataSchemaOf, meterFrom, PRODUCT_METERS } from './meter.js';
import { dedupOf } from './own-type.js';
import type { UsageRuntime } from './runtime.js';

/** A type of event as it is shown: of the product, or of the tenant's own. */
export interface ShownEventType extends Omit<EventType, 'metadata' | 'toldBy' | 'counts'> {
  /** JSON Schema of the metadata. */
  schema: unknown;
  counts: EventType['counts'];
  /** ACTIVE, REPLACED or RETIRED. */
  state: string;
  createdAt: Instant | null;
  endedAt: Instant | null;
}

/** A tenant's catalogue as it stands: the product's types, with the classes that the tenant gave them, and its own; by name. */
export async function listEventTypes(
  { graph, catalogues }: Pick<UsageRuntime, 'graph' | 'catalogues'>,
  tenantId: string,
): Promise<ShownEventType[]> {
  const rows = await graph.read(eventTypesFindActive, tenantId, { most: MOST_DEFINITIONS });
  const ids = rows.map(({ id }) => id);
  const schemas = new Map(
    (await graph.read(eventTypeSchemasFind, tenantId, { ids })).map(({ id, schema }) => [id, schema]),
  );
  const own = rows.map((row) => shownOwn({ ...row, schema: schemas.get(row.id) ?? '{}' }));
  const catalogue = await catalogues.forTypes(tenantId, new Set());
  const ours = EVENT_TYPES.map(({ name }) => shownOurs(catalogue.typeOf(name) as EventType));
  return [...ours, ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One type by its name: the product's; of the tenant's own the wanted version, or the last, retired or not. Null: there is none. */
export async function findEventType(
  { graph, catalogues }: Pick<UsageRuntime, 'graph' | 'catalogues'>,
  tenantId: string,
  { name, version }: { name: string; version?: number | null | undefined },
): Promise<ShownEventType | null> {
  if (eventTypeOf(name)) {
    const type = (await catalogues.forTypes(tenantId, new Set())).typeOf(name);
    return type && version == null ? { ...shownOurs(type), name } : null;
  }
  const [row] =
    version == null
      ? await graph.read(eventTypeFindLast, tenantId, { name })
      : await graph.read(eventTypeFind, tenantId, { name, number: version });
  return row ? shownOwn(row) : null;
}

/** Everything that is measured of a tenant's events, by name: for whoever shows meters, and whoever rolls events up. */
export async function listMeters({ graph }: Pick<Runtime, 'graph'>, tenantId: string): Promise<Meter[]> {
  const rows = await graph.read(metersFindActive, tenantId, { most: MOST_DEFINITIONS });
  return [...PRODUCT_METERS, ...rows.map(meterFrom)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function shownOurs(type: EventType): ShownEventType {
  const { metadata: _, toldBy: __, ...rest } = type;
  return { ...rest, schema: metadataSchemaOf(type), state: 'ACTIVE', createdAt: null, endedAt: null };
}

const shownOwn = (row: EventTypeWithSchema): ShownEventType => ({
  ...{ name: row.name, category: row.category as EventType['category'], dedup: dedupOf(row), counts: null },
  ...{
    retention: row.retention as EventType['retention'],
    senders: row.fromBrowsers ? ['server', 'browser'] : ['server'],
  },
  ...{ trialBonus: false, version: row.number, schema: JSON.parse(row.schema), state: row.state },
  ...{ createdAt: row.createdAt, endedAt: row.endedAt },
});
