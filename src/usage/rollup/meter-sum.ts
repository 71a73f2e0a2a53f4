import type { Aggregation } from '../meter.js';
import { Distinct } from './distinct.js';
import { decimalOf, unitsOf } from './exact-decimal.js';

/** Hashes that all groups of a meter keep together, and what one group keeps at least and at most. */
const MOST_HASHES = 65_536;
const LEAST_OF_GROUP = 64;
const MOST_OF_GROUP = 2_048;

/** What says how sums of a version of a meter are put together; `version` 0: the product's own. */
export interface MeterKind {
  name: string;
  version: number;
  aggregation: Aggregation;
  isGrouped: boolean;
  mostGroups: number;
}

/** What the events of one group come to. */
interface Cell {
  /** Events that had the value that is measured. */
  events: number;
  /** Of SUM and MAX. */
  units: bigint | null;
  /** Of UNIQUE. */
  distinct: Distinct | null;
}

type StoredCell = [events: number, units: string | null, distinct: string | null];
type Stored = [
  ...[name: string, version: number, aggregation: Aggregation, isGrouped: boolean, mostGroups: number],
  ...[groups: [string, StoredCell][], other: StoredCell | null],
];

/** What events come to, as it is shown. */
export interface MeterTold {
  events: number;
  /** A decimal. */
  value: string;
}

/** One group as it is shown. */
export interface MeterGroup extends MeterTold {
  by: (string | null)[];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What the events of a bucket come to by one version of a meter, by groups. Told apart are the first `mostGroups` in the order of their names, and
 * the rest is one group: a group that is among the first of all is among the first of every part, so its figure is exact, and whatever
 * the order of merging, the result is the same to the byte. (The greatest groups would have neither property.)
 */
export class MeterSum {
  #groups = new Map<string, Cell>();
  #other: Cell | null = null;

  constructor(readonly kind: MeterKind) {}

  /** Adds an event of a group; `value` is what is measured of it: units of SUM and MAX, a text of UNIQUE, null of COUNT. */
  add(by: readonly (string | null)[], value: bigint | string | null): void {
    const key = JSON.stringify(by);
    const cell = this.#groups.get(key) ?? this.#empty();
    this.#groups.set(key, cell);
    cell.events += 1;
    if (typeof value === 'bigint') this.#addUnits(cell, value);
    if (typeof value === 'string') cell.distinct?.add(value);
    if (this.#groups.size > 2 * this.kind.mostGroups) this.#cut();
  }

  /** Adds everything of another one of its kind. */
  merge(other: MeterSum): void {
    for (const [key, cell] of other.#groups) this.#groups.set(key, this.#added(this.#groups.get(key) ?? null, cell));
    if (other.#other) this.#other = this.#added(this.#other, other.#other);
    if (this.#groups.size > 2 * this.kind.mostGroups) this.#cut();
  }

  /** How many groups are told apart. */
  get size(): number {
    return Math.min(this.#groups.size, this.kind.mostGroups);
  }

  /** All groups together. */
  whole(): MeterTold {
    let all = this.#other && this.#added(null, this.#other);
    for (const cell of this.#groups.values()) all = this.#added(all, cell);
    return told(all ?? this.#empty());
  }

  /** Groups that are told apart, in the order of their names. */
  groups(): MeterGroup[] {
    this.#cut();
    return [...this.#groups].map(([key, cell]) => ({ by: JSON.parse(key) as (string | null)[], ...told(cell) }));
  }

  /** What is in no group of its own; null: nothing. */
  rest(): MeterTold | null {
    this.#cut();
    return this.#other && told(this.#other);
  }

  /** Gives groups other names; those that come to have the same are put together. Says whether any changed. */
  renameGroups(nameOf: (by: readonly (string | null)[]) => readonly (string | null)[]): boolean {
    const before = [...this.#groups];
    this.#groups = new Map();
    for (const [key, cell] of before) {
      const name = JSON.stringify(nameOf(JSON.parse(key) as (string | null)[]));
      const there = this.#groups.get(name);
      this.#groups.set(name, there ? this.#added(there, cell) : cell);
    }
    return before.some(([key]) => !this.#groups.has(key));
  }

  /** Counts another value for one, as `Distinct.replace` does, in all groups. Says whether any had it. */
  replaceValue(value: string, other: string): boolean {
    const cells = this.#other ? [...this.#groups.values(), this.#other] : [...this.#groups.values()];
    return cells.filter(({ distinct }) => distinct?.replace(value, other)).length > 0;
  }

  encode(): string {
    this.#cut();
    const { name, version, aggregation, isGrouped, mostGroups } = this.kind;
    const groups = [...this.#groups].map(([key, cell]): [string, StoredCell] => [key, stored(cell)]);
    const text: Stored = [
      name,
      version,
      aggregation,
      isGrouped,
      mostGroups,
      groups,
      this.#other && stored(this.#other),
    ];
    return JSON.stringify(text);
  }

  static decode(text: string): MeterSum {
    const [name, version, aggregation, isGrouped, mostGroups, groups, other] = JSON.parse(text) as Stored;
    const sum = new MeterSum({ name, version, aggregation, isGrouped, mostGroups });
    for (const [key, cell] of groups) sum.#groups.set(key, sum.#read(cell));
    sum.#other = other && sum.#read(other);
    return sum;
  }

  /** Keeps the first groups, in their order, and adds the others to the rest. */
  #cut(): void {
    const inOrder = [...this.#groups].sort(([a], [b]) => compare(a, b));
    for (const [, cell] of inOrder.slice(this.kind.mostGroups)) this.#other = this.#added(this.#other, cell);
    this.#groups = new Map(inOrder.slice(0, this.kind.mostGroups));
  }

  /** A cell of its own that holds both. */
  #added(into: Cell | null, more: Cell): Cell {
    const cell = into ?? this.#empty();
    cell.events += more.events;
    if (more.units !== null) this.#addUnits(cell, more.units);
    if (more.distinct) cell.distinct?.merge(more.distinct);
    return cell;
  }

  #addUnits(cell: Cell, units: bigint): void {
    if (cell.units === null) cell.units = units;
    else if (this.kind.aggregation === 'SUM') cell.units += units;
    else if (units > cell.units) cell.units = units;
  }

  #empty(): Cell {
    return {
      ...{ events: 0, units: null },
      distinct: this.kind.aggregation === 'UNIQUE' ? new Distinct(hashesOf(this.kind)) : null,
    };
  }

  #read([events, units, distinct]: StoredCell): Cell {
    return {
      ...{ events, units: units === null ? null : unitsOf(units) },
      distinct: distinct === null ? null : Distinct.decode(distinct, hashesOf(this.kind)),
    };
  }
}

const told = ({ events, units, distinct }: Cell): MeterTold => ({
  events,
  value: distinct ? String(distinct.count()) : units === null ? String(events) : decimalOf(units),
});

const stored = ({ events, units, distinct }: Cell): StoredCell => [
  ...([events, units === null ? null : decimalOf(units)] as const),
  distinct?.encode() ?? null,
];

/** Hashes that a group of a UNIQUE meter keeps. */
function hashesOf({ isGrouped, mostGroups }: MeterKind): number {
  if (!isGrouped) return MOST_OF_GROUP;
  return Math.min(MOST_OF_GROUP, Math.max(LEAST_OF_GROUP, Math.floor(MOST_HASHES / mostGroups)));
}

/** Sums by version of a meter. */
export type MeterSums = Map<string, MeterSum>;

const keyOf = ({ name, version }: MeterKind): string => `${name} ${version}`;

/** The sum of a kind, made where there is none. */
export function sumOf(sums: MeterSums, kind: MeterKind): MeterSum {
  const sum = sums.get(keyOf(kind)) ?? new MeterSum(kind);
  sums.set(keyOf(kind), sum);
  return sum;
}

/** Adds what others hold. */
export function mergeSums(into: MeterSums, more: MeterSums): void {
  for (const sum of more.values()) sumOf(into, sum.kind).merge(sum);
}

/** The same for the same sums, in the order of their names and versions. */
export const sumTexts = (sums: MeterSums): string[] => [...sums.values()].map((sum) => sum.encode()).sort(compare);

export const sumsFrom = (texts: readonly string[]): MeterSums => {
  const sums: MeterSums = new Map();
  for (const text of texts) {
    const sum = MeterSum.decode(text);
    sums.set(keyOf(sum.kind), sum);
  }
  return sums;
};
