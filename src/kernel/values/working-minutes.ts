import { DateTime, IANAZone } from 'luxon';
import { epochMs, type Instant, instantOf } from './instants.js';
import { instantOfWallClock } from './wall-clock.js';

/** Part of a local day, in minutes from its midnight; half open: it ends before `to`. */
export interface DayInterval {
  from: number;
  /** At most 1440, the midnight that ends the day. An overnight shift is two intervals. */
  to: number;
}

/** When a team works: local wall-clock times in an IANA zone. */
export interface WorkingSchedule {
  zone: string;
  /** Seven lists, Monday first; the intervals of a day are in order and apart. */
  week: DayInterval[][];
  /** Local dates (`2026-12-25`) without work. */
  holidays: string[];
}

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
/** A deadline further off than this many days is a mistake in the schedule, and would be long to walk to. */
const MAX_DAYS = 3_660;

/**
 * The instant at which so many working minutes have passed since `start`, seconds kept (semantics, Routing).
 * It may be a closing time; 0 minutes give `start` itself. Where clocks jump, real minutes count.
 * Throws RangeError for a schedule without working time, minutes that are not a whole number ≥ 0, or over ten years ahead.
 */
export function addWorkingMinutes(start: Instant, minutes: number, schedule: WorkingSchedule): Instant {
  let last = lastAsked.get(schedule);
  if (last?.start !== start) {
    last = { start, due: new Map() };
    lastAsked.set(schedule, last);
  }
  const due = last.due.get(minutes) ?? walk(start, minutes, schedule);
  last.due.set(minutes, due);
  return due;
}

/** Leads that are given out together ask for the same deadlines: walking a zone's offsets was an eighth of a drainer's time. */
const lastAsked = new WeakMap<WorkingSchedule, { start: Instant; due: Map<number, Instant> }>();

function walk(start: Instant, minutes: number, schedule: WorkingSchedule): Instant {
  if (!Number.isSafeInteger(minutes) || minutes < 0)
    throw new RangeError('working minutes are a whole number from 0 up');
  if (!hasWorkingTime(schedule)) throw new RangeError('the schedule has no working time');
  let left = minutes * MINUTE;
  if (left === 0) return start;
  const from = epochMs(start);
  let day = localDay(from, schedule.zone);
  for (let n = 0; n < MAX_DAYS; n++, day = day.plus({ days: 1 })) {
    for (const { opens, closes } of openings(day, schedule)) {
      const begin = Math.max(opens, from);
      if (begin >= closes) continue;
      if (left <= closes - begin) return instantOf(begin + left);
      left -= closes - begin;
    }
  }
  throw new RangeError('the deadline is more than ten years ahead');
}

/** How many working minutes lie between two instants, parts of a minute left out; 0 when the second is not after the first. */
export function workingMinutesBetween(from: Instant, to: Instant, schedule: WorkingSchedule): number {
  const [begin, end] = [epochMs(from), epochMs(to)];
  let worked = 0;
  let day = localDay(begin, schedule.zone);
  for (let n = 0; n < MAX_DAYS && day.toMillis() < end; n++, day = day.plus({ days: 1 })) {
    for (const { opens, closes } of openings(day, schedule)) {
      worked += Math.max(0, Math.min(closes, end) - Math.max(opens, begin));
    }
  }
  return Math.floor(worked / MINUTE);
}

/** Whether work goes on at an instant: from the opening on, and no longer at the closing time. */
export function isWorking(at: Instant, schedule: WorkingSchedule): boolean {
  const ms = epochMs(at);
  return openings(localDay(ms, schedule.zone), schedule).some(({ opens, closes }) => opens <= ms && ms < closes);
}

/** Whether some minute of the week is working time; a schedule without any is refused by the config. */
const hasWorkingTime = ({ week }: Pick<WorkingSchedule, 'week'>): boolean =>
  week.some((day) => day.some(({ from, to }) => from < to));

const localDay = (ms: number, zone: string): DateTime => DateTime.fromMillis(ms, { zone }).startOf('day');

function openings(day: DateTime, schedule: WorkingSchedule): { opens: number; closes: number }[] {
  if (schedule.holidays.includes(day.toFormat('yyyy-MM-dd'))) return [];
  const zone = IANAZone.create(schedule.zone);
  const midnight = Date.UTC(day.year, day.month - 1, day.day);
  return (schedule.week[day.weekday - 1] ?? []).map(({ from, to }) => ({
    opens: instantOfWallClock(midnight + from * MINUTE, zone),
    closes: instantOfWallClock(midnight + Math.min(to, DAY_MINUTES) * MINUTE, zone),
  }));
}
