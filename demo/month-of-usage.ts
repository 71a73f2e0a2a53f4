import { IANAZone } from 'luxon';
import type { Instant } from '../src/kernel/values/instants.js';
import { epochMs, instantOf } from '../src/kernel/values/instants.js';
import { instantOfWallClock, wallClock } from '../src/kernel/values/wall-clock.js';
import { Draw } from './draw.js';
import { GENERATED, type GeneratedEvent, type Worker } from './generated-event.js';
import { type Moment, nightlySync, type Sessions, sessionsOf } from './usage-sessions.js';

export const DAYS = 30;

/** For whom a month is made, and until when. */
export interface MonthAsked {
  until: Instant;
  zone: string;
  workers: readonly Worker[];
  /** Messages that one person may send on a day: what comes after is refused. */
  messagesADay: number;
}

const DAY_MS = 86_400_000;
/** From Sunday on. */
const WEEKDAYS = [0.03, 1.05, 1.2, 1.15, 1.05, 0.75, 0.06];
/** Sessions of a person on a usual day, and how people differ. */
const SESSIONS = 1.3;
const DIFFER = 0.85;
/** From the first day to the last. */
const GROWTH = { from: 0.75, to: 1.25 };
/** A weekday about so many days before the end has a bad afternoon. */
const INCIDENT_DAYS_AGO = 9;
const INCIDENT = { from: 14, to: 15.5 };

/**
 * Thirty days of usage that might have been: working hours by office, weekdays, growth, people who use much and little, some who come to
 * their limit, and one bad afternoon. The same for the same question, but for the ids of users; in the order of time.
 */
export function monthOfUsage({ until, zone, workers, messagesADay }: MonthAsked): GeneratedEvent[] {
  const end = epochMs(until);
  const begin = end - DAYS * DAY_MS;
  const known = IANAZone.create(zone);
  const midnights = daysUntil(end, known);
  const bad = midnights.filter(isWeekday).at(-INCIDENT_DAYS_AGO) ?? 0;
  const at = (wall: number) => instantOfWallClock(wall, known);
  const hours = (from: number, to: number) => ({ from: at(bad + from * 3_600_000), to: at(bad + to * 3_600_000) });
  const rules: Sessions = { at, messagesADay, incident: hours(INCIDENT.from, INCIDENT.to) };
  const draw = new Draw(GENERATED);
  const pressed = mostActive(draw, workers);
  const moments = midnights.flatMap((midnight, n) => {
    const isToday = n === midnights.length - 1;
    const growth = GROWTH.from + ((GROWTH.to - GROWTH.from) * n) / midnights.length;
    const day = { midnight, end, average: growth * (WEEKDAYS[new Date(midnight).getUTCDay()] ?? 1) };
    const people = workers.flatMap((worker) => {
      const own = draw.part(`${worker.handle}/${n}`);
      const rank = isToday ? pressed.indexOf(worker.handle) : -1;
      const average = day.average * SESSIONS * appetiteOf(draw, worker);
      return sessionsOf(own, worker, rules, { ...day, average, pressed: PRESSED[rank] ?? null });
    });
    return [...people, ...nightlySync(draw.part(`sync/${n}`), rules, day)];
  });
  return moments
    .filter(({ ms }) => ms >= begin && ms < end)
    .sort((a, b) => a.ms - b.ms)
    .map((moment, n) => eventOf(moment, `${until}/${n}`));
}

/** Today the most active comes to the limit and is refused three times, and the second is near it, whenever the demo is loaded. */
const PRESSED = [
  { share: 1, refused: 3 },
  { share: 0.85, refused: 0 },
];

const appetiteOf = (draw: Draw, { handle }: Worker): number => draw.part(`appetite/${handle}`).around(1, DIFFER);

const mostActive = (draw: Draw, workers: readonly Worker[]): string[] =>
  [...workers]
    .sort((a, b) => appetiteOf(draw, b) - appetiteOf(draw, a))
    .slice(0, PRESSED.length)
    .map(({ handle }) => handle);

/** The days of the zone up to the one that holds an instant, as their clocks show midnight, written as if it were UTC. */
function daysUntil(ms: number, zone: IANAZone): number[] {
  const last = Math.floor(wallClock(ms, zone) / DAY_MS) * DAY_MS;
  return Array.from({ length: DAYS + 1 }, (_, n) => last - (DAYS - n) * DAY_MS);
}

const isWeekday = (midnight: number): boolean => ![0, 6].includes(new Date(midnight).getUTCDay());

const eventOf = ({ ms, ...moment }: Moment, externalId: string): GeneratedEvent => ({
  externalId,
  source: GENERATED,
  occurredAt: instantOf(ms),
  ...moment,
});
