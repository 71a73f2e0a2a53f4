import { LRUCache } from 'lru-cache';
import { eventTypeSchemasFind, eventTypesFindActive } from '../../cypher/generated/usage.js';
import type { EventTypeRow } from '../../cypher/rows.js';
import type { Graph } from '../kernel/graph.js';
import { Remembered } from '../kernel/remembered.js';
import { type Configs, nearestKey } from '../tenancy/index.js';
import { EVENT_TYPES, type EventType, eventTypeOf } from './catalogue.js';
import { MOST_DEFINITIONS } from './definitions.js';
import { eventTypeFrom, OWN_NAME } from './own-type.js';
import { type UsageSettings, usageSettings } from './settings.js';

/** Tenants whose types and settings are remembered. */
const MOST_TENANTS = 2_000;
/** Versions kept compiled, over all tenants: some 30 kB each. */
const MOST_COMPILED = 500;
/** Names of a batch for which the nearest known one is looked for: it is a help, and no duty. */
const MOST_GUESSES = 20;
const LONGEST_GUESS = 60;

/** The catalogue as one tenant has it, for one batch: the product's types and its own. */
export interface TenantCatalogue {
  typeOf(name: string): EventType | null;
  /** The known name that a sender may have meant, or null. */
  nearest(name: string): string | null;
  meteredDaysBack: number;
}

/** What is remembered of a tenant. */
interface Known {
  own: ReadonlyMap<string, EventTypeRow>;
  /** Types of the product whose class the tenant has changed. */
  changed: ReadonlyMap<string, EventType>;
  settings: UsageSettings;
}

type Sources = { graph: Pick<Graph, 'read'>; configs: Pick<Configs, 'active'> };

/**
 * The tenants' catalogues, kept in memory: a tenant's types and settings for half a second (in the process that changed them
 * not at all), compiled schemas for as long as there is room, since a version never changes.
 */
export class TenantCatalogues {
  readonly #known = new Remembered<Known>((tenantId) => this.#read(tenantId), { most: MOST_TENANTS });
  readonly #compiled = new LRUCache<string, EventType>({ max: MOST_COMPILED });

  constructor(private readonly sources: Sources) {}

  /** The catalogue for a batch that names these types. A name that is not known yet is asked for anew. */
  async forTypes(tenantId: string, names: ReadonlySet<string>): Promise<TenantCatalogue> {
    const others = [...names].filter((name) => eventTypeOf(name) === null && OWN_NAME.test(name));
    let known = (await this.#known.get(tenantId)) as Known;
    if (others.some((name) => !known.own.has(name))) known = await this.#read(tenantId);
    const rows = others.flatMap((name) => known.own.get(name) ?? []);
    const own = new Map((await this.#compile(tenantId, rows)).map((type) => [type.name, type]));
    return {
      typeOf: (name) => known.changed.get(name) ?? eventTypeOf(name) ?? own.get(name) ?? null,
      nearest: guesses([...known.own.keys()]),
      meteredDaysBack: known.settings.meteredDaysBack,
    };
  }

  /** For whoever has just changed a tenant's types: what follows in this process sees it. */
  forget(tenantId: string): void {
    this.#known.forget(tenantId);
  }

  async #read(tenantId: string): Promise<Known> {
    const [rows, active] = await Promise.all([
      this.sources.graph.read(eventTypesFindActive, tenantId, { most: MOST_DEFINITIONS }),
      this.sources.configs.active(tenantId),
    ]);
    const settings = usageSettings(active?.config);
    const changed = EVENT_TYPES.flatMap((type): [string, EventType][] => {
      const retention = Object.hasOwn(settings.retention, type.name) ? settings.retention[type.name] : undefined;
      return retention ? [[type.name, { ...type, retention }]] : [];
    });
    return { own: new Map(rows.map((row) => [row.name, row])), changed: new Map(changed), settings };
  }

  async #compile(tenantId: string, rows: readonly EventTypeRow[]): Promise<EventType[]> {
    const keyOf = (id: string) => `${tenantId} ${id}`;
    const found = new Map(rows.map(({ id }) => [id, this.#compiled.get(keyOf(id))]));
    const missing = rows.filter(({ id }) => !found.get(id));
    if (missing.length > 0) {
      const ids = missing.map(({ id }) => id);
      const schemas = new Map(
        (await this.sources.graph.read(eventTypeSchemasFind, tenantId, { ids })).map(({ id, schema }) => [id, schema]),
      );
      for (const row of missing) {
        const type = eventTypeFrom({ ...row, schema: schemas.get(row.id) ?? '{}' });
        this.#compiled.set(keyOf(row.id), type);
        found.set(row.id, type);
      }
    }
    return [...found.values()].flatMap((type) => type ?? []);
  }
}

/** Looks for the nearest of the product's and the tenant's names, for as many names as a batch may cost. */
function guesses(own: readonly string[]): (name: string) => string | null {
  const names = [...EVENT_TYPES.map(({ name }) => name).filter((name) => !name.endsWith('*')), ...own];
  const known = new Map<string, string | null>();
  return (name) => {
    if (!known.has(name) && (known.size >= MOST_GUESSES || name.length > LONGEST_GUESS)) return null;
    if (!known.has(name)) known.set(name, nearestKey(name, names));
    return known.get(name) ?? null;
  };
}
