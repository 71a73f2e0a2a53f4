import { IANAZone } from 'luxon';
import { z } from 'zod';
import { type InvalidInput, invalidInput, parseCommand } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import { instantOfWallClock } from '../kernel/values/wall-clock.js';
import { type Configs, fields } from '../tenancy/index.js';
import { calendarOf } from './rollup/calendar.js';
import { alwaysIn, type Calendar } from './rollup/windows.js';

/** R4's periods, with the grain of each, how far back is looked unless somebody says, and how far at most. */
const PERIODS = {
  daily: { grain: 'day', days: 30, most: 400 },
  monthly: { grain: 'month', days: 365, most: 3_700 },
} as const;
export type UsagePeriod = keyof typeof PERIODS;

/** What somebody may ask to see of usage (R4). */
export const USAGE_METRICS = ['all', 'tokens', 'cost', 'api_calls'] as const;
export type UsageMetric = (typeof USAGE_METRICS)[number];

/** Which usage an admin asks for. */
export interface UsageQuestion {
  tenantId: string | null;
  period: UsagePeriod;
  grain: 'day' | 'month';
  metric: UsageMetric;
  /** An instant, or a date, which begins at midnight of whoever's usage it is; null: nobody said. */
  start: string | null;
  end: string | null;
}

/** From an instant to before another; nothing, where they are the other way round. */
export interface UsageBounds {
  from: Instant;
  to: Instant;
}

const DAY_MS = 86_400_000;
const when = z.union([fields.instant, z.iso.date()], 'is a date or an instant such as 2027-01-01T00:00:00Z').nullish();
const asked = z.strictObject({
  tenantId: fields.id.nullish(),
  period: z.enum(['daily', 'monthly'], 'is daily or monthly').nullish(),
  startDate: when,
  endDate: when,
  metric: z.enum(USAGE_METRICS, `is one of ${USAGE_METRICS.join(', ')}`).nullish(),
});

/** Reads R4's parameters: periods that begin from `startDate` to before `endDate`; the last 30 days, or 365, unless somebody says. */
export function usageQuestion(input: unknown, now: number): { question: UsageQuestion } | { invalid: InvalidInput } {
  const parsed = parseCommand(asked, input);
  if (!parsed.ok) return { invalid: parsed.invalid };
  const { tenantId, startDate, endDate, metric } = parsed.command;
  const period = parsed.command.period ?? 'daily';
  const { grain, most } = PERIODS[period];
  const ends = { start: startDate ?? null, end: endDate ?? null };
  const question = { tenantId: tenantId ?? null, period, grain, metric: metric ?? 'all', ...ends };
  const { from, to } = boundsOf(question, alwaysIn('UTC'), now);
  // A date beside an instant, or beside now, is before it in one zone and after it in another.
  if (isDate(ends.start) === isDate(ends.end) && from >= to) return afterStart();
  if (epochMs(to) - epochMs(from) > most * DAY_MS)
    return refused('startDate', `is at most ${most} days before endDate`);
  return { question };
}

/** From when to when is asked of a tenant, by whose days dates are meant. */
export function boundsOf({ period, start, end }: UsageQuestion, calendar: Calendar, now: number): UsageBounds {
  const at = (ask: string): number => (isDate(ask) ? midnightOf(ask, calendar) : epochMs(ask));
  const to = end === null ? now : at(end);
  const from = start === null ? to - PERIODS[period].days * DAY_MS : at(start);
  return { from: instantOf(from), to: instantOf(to) };
}

/** The same of nobody's days: dates as they were asked for. */
export function shownBounds(question: UsageQuestion, now: number): { from: string; to: string } {
  const { from, to } = boundsOf(question, alwaysIn('UTC'), now);
  const asAsked = (ask: string | null, at: Instant) => (ask !== null && isDate(ask) ? ask : at);
  return { from: asAsked(question.start, from), to: asAsked(question.end, to) };
}

/** The same of one tenant, where `to` is after `from`. */
export async function boundsFor(
  runtime: Pick<Runtime, 'graph' | 'clock'> & { configs: Configs },
  tenantId: string,
  question: UsageQuestion,
): Promise<{ bounds: UsageBounds } | { invalid: InvalidInput }> {
  const bounds = boundsOf(question, await calendarFor(runtime, tenantId, question), runtime.clock.now());
  return bounds.from < bounds.to ? { bounds } : afterStart();
}

/** The calendar that dates of a question are meant by; instants need none. */
const calendarFor = async (
  runtime: Pick<Runtime, 'graph'> & { configs: Configs },
  tenantId: string,
  { start, end }: UsageQuestion,
): Promise<Calendar> => (isDate(start) || isDate(end) ? calendarOf(runtime, tenantId) : alwaysIn('UTC'));

const isDate = (text: string | null): boolean => text?.length === 'yyyy-mm-dd'.length;

/** When a date begins: by the zone whose days were counted then. */
function midnightOf(date: string, calendar: Calendar): number {
  const midnights = calendar.map(({ from, zone }) => {
    const ms = instantOfWallClock(epochMs(date), IANAZone.create(zone));
    return { ms, isIn: instantOf(ms) >= from };
  });
  return (midnights.findLast(({ isIn }) => isIn) ?? midnights[0])?.ms ?? epochMs(date);
}

const afterStart = () => refused('endDate', 'is after startDate');
const refused = (path: string, message: string) => ({ invalid: invalidInput({ path, message }) });
