import { DateTime } from 'luxon';
import { type Instant, instantOf } from './instants.js';

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
  const first = DateTime.fromISO(at, { zone }).startOf('month');
  return { start: instantOf(first.toMillis()), end: instantOf(first.plus({ months: 1 }).toMillis()) };
}

/** The key of the month in which something of a workspace counts. */
export const monthKey = (workspaceId: string | null, at: Instant, zone: string): MonthKey => ({
  workspaceId: workspaceId ?? '',
  start: monthOf(at, zone).start,
});

/** What a month is called; months are locked in the order of their names. */
export const monthName = ({ workspaceId, start }: MonthKey): string => `${start}:${workspaceId}`;
