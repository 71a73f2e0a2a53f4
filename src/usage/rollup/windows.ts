import { IANAZone } from 'luxon';
import { epochMs, type Instant, instantOf, later } from '../../kernel/values/instants.js';
import { monthOf } from '../../kernel/values/months.js';
import { QUARTER_HOUR_MS, quarterOf, stretchOf } from '../../kernel/values/quarter-hours.js';
import { instantOfWallClock, wallClock } from '../../kernel/values/wall-clock.js';

/** From the smallest: quarters and hours are those of UTC, days and months those of the tenant's zone. */
export const GRAINS = ['quarter', 'hour', 'day', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

/** Half open: from `start` to before `end`. */
export interface Window {
  start: Instant;
  end: Instant;
}

/** The zones whose days and months are counted, each from an instant on; the first from ever. */
export type Calendar = readonly { from: Instant; zone: string }[];

/** One zone for ever. */
export const alwaysIn = (zone: string): Calendar => [{ from: '', zone }];

const HOUR_MS = 4 * QUARTER_HOUR_MS;

function dayOf(at: Instant, zone: string): Window {
  const known = IANAZone.create(zone);
  const local = new Date(wallClock(epochMs(at), known));
  const first = (days: number) =>
    instantOf(
      instantOfWallClock(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days), known),
    );
  return { start: first(0), end: first(1) };
}

/** The window of a grain that holds an instant. Where another zone begins, days and months end. */
export function windowOf(grain: Grain, at: Instant, calendar: Calendar): Window {
  switch (grain) {
    case 'quarter':
      return quarterOf(at);
    case 'hour':
      return stretchOf(HOUR_MS, at);
    case 'day':
      return within(dayOf, at, calendar);
    case 'month':
      return within(monthOf, at, calendar);
  }
}

function within(windowIn: (at: Instant, zone: string) => Window, at: Instant, calendar: Calendar): Window {
  const n = calendar.findLastIndex(({ from }) => from <= at);
  const { start, end } = windowIn(at, calendar[n]?.zone ?? 'UTC');
  const ends = calendar[n + 1]?.from;
  return { start: later(start, calendar[n]?.from ?? ''), end: ends && ends < end ? ends : end };
}

const onHours = ({ start, end }: Window) => epochMs(start) % HOUR_MS === 0 && epochMs(end) % HOUR_MS === 0;

/** The grain from which a window is put together; days that begin within an hour of UTC are made of quarters. */
export function partsOf(grain: Exclude<Grain, 'quarter'>, window: Window): Grain {
  if (grain === 'month') return 'day';
  return grain === 'day' && onHours(window) ? 'hour' : 'quarter';
}
