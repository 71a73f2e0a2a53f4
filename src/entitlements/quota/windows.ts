import { IANAZone } from 'luxon';
import { instantOfWallClock, wallClock } from '../../kernel/values/wall-clock.js';

/** The bounds, in ms, of a calendar window and the one after it, both half open: from `start` to `turn`, from `turn` to `end`. */
export interface Windows {
  start: number;
  turn: number;
  end: number;
}

/** How days and months are counted. */
export interface Calendar {
  /** IANA zone. */
  zone: string;
  /** Day of the month on which months begin; a shorter month's last day (31 Jan → 28 Feb → 31 Mar). */
  monthBegins: number;
}

/** The day of a zone that holds an instant (ms), and the next: 23 or 25 hours long where clocks change. */
export function dayWindows(at: number, { zone: name }: Calendar): Windows {
  const zone = IANAZone.create(name);
  const local = new Date(wallClock(at, zone));
  const midnight = (days: number) =>
    instantOfWallClock(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days), zone);
  return { start: midnight(0), turn: midnight(1), end: midnight(2) };
}

/** The month of a zone that holds an instant (ms), and the next, from the day on which months begin. */
export function monthWindows(at: number, { zone: name, monthBegins }: Calendar): Windows {
  const zone = IANAZone.create(name);
  const local = new Date(wallClock(at, zone));
  const anchor = (months: number) => {
    const [year, month] = [local.getUTCFullYear(), local.getUTCMonth() + months];
    const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return instantOfWallClock(Date.UTC(year, month, Math.min(monthBegins, lastDay)), zone);
  };
  const first = at < anchor(0) ? -1 : 0;
  return { start: anchor(first), turn: anchor(first + 1), end: anchor(first + 2) };
}

/** Calendars kept in memory; each costs some hundred bytes, and a zone's rules are slow to ask. */
const KEPT = 1_000;

/** The windows that calendars are in, worked out once in each. */
export class CalendarWindows {
  readonly #known = new Map<string, Windows>();

  /** The window that holds `at` (ms), and the next. */
  of(window: 'day' | 'month', at: number, calendar: Calendar): Windows {
    const name = `${window} ${calendar.monthBegins} ${calendar.zone}`;
    const known = this.#known.get(name);
    if (known && known.start <= at && at < known.turn) return known;
    const found = window === 'day' ? dayWindows(at, calendar) : monthWindows(at, calendar);
    if (this.#known.size >= KEPT) this.#known.clear();
    this.#known.set(name, found);
    return found;
  }
}
