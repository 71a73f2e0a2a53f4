import { DateTime } from 'luxon';

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;
/** A calendar month, `YYYY-MM`. */
export type Month = string;

const DAY_MS = 86_400_000;
const startOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

/** Whole days from one to the other; negative backwards. */
export const daysBetween = (from: Day, to: Day): number => Math.round((startOf(to) - startOf(from)) / DAY_MS);

/** The day so many days later. */
export const dayAfter = (day: Day, days: number): Day =>
  new Date(startOf(day) + days * DAY_MS).toISOString().slice(0, 10);

export const monthOfDay = (day: Day): Month => day.slice(0, 7);

/** So many months, beginning with the one of a day. */
export function monthsFrom(day: Day, count: number): Month[] {
  const first = DateTime.fromISO(day, { zone: 'UTC' }).startOf('month');
  return Array.from({ length: count }, (_, n) => first.plus({ months: n }).toFormat('yyyy-MM'));
}

/** The day that an instant belongs to in a zone. */
export const dayIn = (instant: string, zone: string): Day => DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd');
