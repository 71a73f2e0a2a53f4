import { type Bucket, type BucketKey, keyOf } from './bucket.js';
import { type Aggregate, merged } from './figures.js';
import { type Calendar, GRAINS, type Grain, partsOf, type Window, windowOf } from './windows.js';

/** A bucket that is made of smaller ones. */
export interface Parent extends BucketKey, Window {
  grain: Exclude<Grain, 'quarter'>;
}

type Place = Pick<Bucket, 'workspaceId' | 'start'>;

const MADE = GRAINS.slice(1) as Parent['grain'][];

/** The hours, days and months that hold smaller buckets: smaller ones first, each once. */
export function parentsOf(quarters: readonly Place[], calendar: Calendar, grains = MADE): Parent[] {
  const found = new Map<string, Parent>();
  for (const grain of grains) {
    const windows = new Map<string, Window>();
    for (const { workspaceId, start } of quarters) {
      const window = windows.get(start) ?? windowOf(grain, start, calendar);
      windows.set(start, window);
      const parent = { workspaceId, grain, ...window };
      found.set(keyOf(parent), parent);
    }
  }
  return [...found.values()];
}

/** What has to be read to put parents together: their parts, and of a month itself what was closed of it. */
export const windowsFor = (parents: readonly Parent[]) =>
  parents.flatMap((parent) => {
    const { workspaceId, grain, start, end } = parent;
    const parts = { workspaceId, grain: partsOf(grain, parent), start, end };
    return grain === 'month' ? [parts, { workspaceId, grain, start, end }] : [parts];
  });

/**
 * Puts parents together from what is stored and what is new, smaller ones first. A closed month keeps its figures: what it comes to now
 * stands beside them.
 */
export function mergeUpwards(
  parents: readonly Parent[],
  stored: readonly Bucket[],
  fresh: readonly Omit<Bucket, 'version'>[],
): Omit<Bucket, 'version'>[] {
  const known = new Map<string, Omit<Bucket, 'version'>>(
    [...stored, ...fresh].map((bucket) => [keyOf(bucket), bucket]),
  );
  const shelves = new Map<string, Set<string>>();
  const shelve = (bucket: BucketKey) => {
    const name = `${bucket.grain} ${bucket.workspaceId}`;
    const shelf = shelves.get(name) ?? new Set();
    shelves.set(name, shelf.add(keyOf(bucket)));
  };
  for (const bucket of known.values()) shelve(bucket);
  return parents.map((parent) => {
    const parts = [...(shelves.get(`${partsOf(parent.grain, parent)} ${parent.workspaceId}`) ?? [])]
      .flatMap((key) => known.get(key) ?? [])
      .filter(({ start }) => start >= parent.start && start < parent.end);
    const made = bucketOf(parent, merged(parts.map(({ whole }) => whole)), known.get(keyOf(parent)) ?? null);
    known.set(keyOf(made), made);
    shelve(made);
    return made;
  });
}

function bucketOf(parent: Parent, whole: Aggregate, before: Omit<Bucket, 'version'> | null): Omit<Bucket, 'version'> {
  const { workspaceId, grain, start, end } = parent;
  const bucket = { workspaceId, grain, start, end, base: null };
  if (before?.closedAt) return { ...before, adjusted: whole };
  return { ...bucket, whole, openUntil: grain === 'month' ? end : null, closedAt: null, adjusted: null };
}
