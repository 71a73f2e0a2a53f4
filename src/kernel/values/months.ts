import { IANAZone } from 'luxon';
import { epochMs, type Instant, instantOf } from './instants.js';
import { instantOfWallClock, wallClock } from './wall-clock.js';

/** A month is half open: from `start` to before `end`. */
export interface MonthWindow {
  start: Instant;
  end: Instant;
}

/** A workspace's month: '' is no workspace. */
interface MonthKey {
  workspaceId: string;
  start: Instant;
}

/** The calendar month of a zone that holds an instant; an hour shorter or longer where clocks change in it. */
export function monthOf(at: Instant, zone: string): MonthWindow {
  const known = IANAZone.create(zone);
  const local = new Date(wallClock(epochMs(at), known));
  // A midnight that comes twice is its first coming, from wherever in the month it is asked for.
  const first = (months: number) =>
    instantOf(instantOfWallClock(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, 1), known));
  return { start: first(0), end: first(1) };
}

/** The key of the month in which something of a workspace counts. */
export const monthKey = (workspaceId: string | null, at: Instant, zone: string): MonthKey => ({
  workspaceId: workspaceId ?? '',
  start: monthOf(at, zone).start,
});

/** What a month is called; months are locked in the order of their names. */
export const monthName = ({ workspaceId, start }: MonthKey): string => `${start}:${workspaceId}`;
