import type { Instant } from './instants.js';

/** A page of a list that goes back in time, as its statements take it. */
export interface PageBack {
  /** Inclusive. */
  from: Instant;
  before: Instant;
  beforeId: string;
  most: number;
}

const BEYOND_TIME = '9999';

/** The page of a stretch (`from` inclusive, `to` exclusive) behind a place; its first page when there is none, or it lies beyond. */
export function pageBack(
  { from, to }: { from?: Instant | null | undefined; to?: Instant | null | undefined },
  { after, most }: { after: { at: Instant; id: string } | null; most: number },
): PageBack {
  const end = to ?? BEYOND_TIME;
  const start = after && after.at < end ? after : { at: end, id: '' };
  return { from: from ?? '', before: start.at, beforeId: start.id, most };
}

/** The order of such a list: instants and ids are text that sorts. */
export const newestFirst = (a: { occurredAt: Instant; id: string }, b: { occurredAt: Instant; id: string }): number =>
  a.occurredAt === b.occurredAt ? (a.id < b.id ? 1 : -1) : a.occurredAt < b.occurredAt ? 1 : -1;
