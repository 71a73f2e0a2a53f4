import { metersFindActive, metersFindEnded } from '../../../cypher/generated/usage.js';
import type { MeasuredEventRow, MeterRow } from '../../../cypher/rows.js';
import type { Statement } from '../../../cypher/statement.js';
import { textDigest } from '../../evidence/index.js';
import type { Instant } from '../../kernel/values/instants.js';
import { MOST_DEFINITIONS, MOST_VERSIONS } from '../definitions.js';
import { type Meter, meterFrom, PRODUCT_METERS } from '../meter.js';
import { unitsOf } from './exact-decimal.js';
import { type MeterKind, type MeterSums, sumOf } from './meter-sum.js';

/** Longer values of a group are told apart by their digest. */
const LONGEST = 200;
const ALWAYS = { from: '', to: '~' };

/** An event as roll-ups read it, its metadata parsed. */
export type MeasuredEvent = Omit<MeasuredEventRow, 'metadata'> & { metadata: Readonly<Record<string, unknown>> };

/** A version of a meter, and for events of which time it is in force. */
interface InForce {
  kind: MeterKind;
  meter: Meter;
  from: Instant;
  to: Instant;
}

/** Reads a statement: on its own, or within a write. */
export type Read = <P extends object, R>(statement: Statement<P, R>, params: P) => Promise<R[]>;

/**
 * The meters of a tenant over some time. An event counts for the version that was in force when it happened: what was declared later, or
 * replaced before, does not read it, however late it comes and however often it is summed up.
 */
export class Meters {
  readonly #byType = new Map<string, InForce[]>();

  constructor(versions: readonly MeterRow[]) {
    for (const meter of PRODUCT_METERS) this.#put(meter, ALWAYS);
    for (const row of versions) this.#put(meterFrom(row), { from: row.createdAt, to: row.endedAt ?? ALWAYS.to });
  }

  /** Those that were in force at an instant or later. */
  static async since(read: Read, at: Instant): Promise<Meters> {
    const [active, ended] = await Promise.all([
      read(metersFindActive, { most: MOST_DEFINITIONS }),
      read(metersFindEnded, { after: at, most: MOST_DEFINITIONS * MOST_VERSIONS }),
    ]);
    return new Meters([...active, ...ended]);
  }

  /** Types whose events are measured. */
  get types(): string[] {
    return [...this.#byType.keys()];
  }

  /** Counts an event for every meter that measures it. */
  measure(sums: MeterSums, event: MeasuredEvent): void {
    for (const { kind, meter, from, to } of this.#byType.get(event.type) ?? []) {
      if (event.occurredAt < from || event.occurredAt >= to) continue;
      const value = measured(meter, event);
      if (value === undefined) continue;
      sumOf(sums, kind).add(
        meter.groupBy.map((path) => textAt(path, event)),
        value,
      );
    }
  }

  #put(meter: Meter, { from, to }: typeof ALWAYS): void {
    const { name, aggregation, mostGroups } = meter;
    const isGrouped = meter.groupBy.length > 0;
    const kind = { name, version: meter.version ?? 0, aggregation, isGrouped, mostGroups };
    for (const type of meter.eventTypes) {
      const there = this.#byType.get(type) ?? [];
      this.#byType.set(type, [...there, { kind, meter, from, to }]);
    }
  }
}

/** What a meter measures of an event; undefined: the event does not have it. */
function measured({ aggregation, valuePath }: Meter, event: MeasuredEvent): bigint | string | null | undefined {
  if (valuePath === null) return null;
  if (aggregation === 'UNIQUE') return textAt(valuePath, event) ?? undefined;
  return unitsOf(valueAt(valuePath, event)) ?? undefined;
}

/** A single value as text; null: there is none. */
function textAt(path: string, event: MeasuredEvent): string | null {
  const value = valueAt(path, event);
  if (value === null || value === undefined || typeof value === 'object') return null;
  const text = String(value);
  return text.length > LONGEST ? `sha256:${textDigest(text)}` : text;
}

const METADATA = 'metadata.';

function valueAt(path: string, event: MeasuredEvent): unknown {
  if (!path.startsWith(METADATA)) return event[path as keyof MeasuredEvent];
  let at: unknown = event.metadata;
  for (const key of path.slice(METADATA.length).split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
