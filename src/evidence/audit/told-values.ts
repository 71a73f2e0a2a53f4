import type { ResourceRef } from '../receipt/body.js';

type Values = Record<string, unknown>;

/** Where a receipt that told a snapshot stands among those that did. */
export interface ToldSnapshot {
  at: string;
  seq: number;
}

/** What one receipt tells of its entity; what stands for addresses of a request is told apart. */
const APART = ['ip', 'user_agent'];

/**
 * What a receipt's payloads tell of its resource: the properties of its own item of the snapshot, with what of it is personal. Where the
 * snapshot has no item of it, every item under its type and id.
 */
export function told(
  resource: ResourceRef | null,
  { business, personal }: { business: Values; personal: Values },
): Values {
  const items = Array.isArray(business.snapshot) ? (business.snapshot as Values[]) : [];
  const own = items.find(({ id, type }) => id === resource?.id && type === resource?.type);
  if (own) {
    const people = Object.entries(personal).filter(([name]) => !APART.includes(name));
    return { ...propertiesOf(own), ...Object.fromEntries(people) };
  }
  return Object.fromEntries(items.map((item) => [`${item.type} ${item.id ?? ''}`.trimEnd(), propertiesOf(item)]));
}

const propertiesOf = ({ type: _type, id: _id, ...properties }: Values): Values => properties;

/**
 * What a snapshot changed of those before it, which come latest first and need not each tell everything: a property is what the
 * latest that tells it says. `oldValues` is null where nothing was told before, and `newValues` then has everything.
 */
export function changeBetween(
  now: Values,
  before: readonly Values[],
): { oldValues: Values | null; newValues: Values | null } {
  const names = Object.keys(now);
  if (names.length === 0) return { oldValues: null, newValues: null };
  const known: Values = Object.assign({}, ...[...before].reverse());
  const was = names.filter((name) => name in known);
  if (was.length === 0) return { oldValues: null, newValues: now };
  const changed = names.filter((name) => !isSame(now[name], known[name]));
  return {
    oldValues: Object.fromEntries(changed.map((name) => [name, known[name] ?? null])),
    newValues: Object.fromEntries(changed.map((name) => [name, now[name]])),
  };
}

/** Payloads are canonical JSON: what is the same is written the same. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
