import { z } from 'zod';
import type { DayInterval, WorkingSchedule } from '../../kernel/values/working-minutes.js';
import type { ConfigContext, ConfigPath } from './config-section.js';
import { timeZone } from './config-values.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const DAY = DAYS.join('|');
const dayRange = z
  .string()
  .regex(
    new RegExp(`^(${DAY})(-(${DAY}))?$`),
    'A day is one of mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri.',
  );

const INTERVAL = /^([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]|24):([0-5]\d)$/;
const interval = z.string().regex(INTERVAL, 'Working time is written "09:00-17:00".');

const date = z.iso.date('A holiday is a date such as 2026-12-25.');

/** One named schedule, as written. */
export const scheduleShape = z.strictObject({
  zone: timeZone.optional().describe("IANA zone; the tenant's when left out."),
  hours: z
    .record(dayRange, z.union([interval, z.array(interval)]))
    .describe('Per day or range of days: one or more intervals. An overnight shift is two.'),
  holidays: z.array(date).default([]).describe('Local dates without work.'),
});

/** Monday to Friday, 09:00 to 17:00: what `default` is when the config does not say. */
export const officeHours = (zone: string): WorkingSchedule => ({
  zone,
  week: DAYS.map((_, n) => (n < 5 ? [{ from: 540, to: 1020 }] : [])),
  holidays: [],
});

/** Normalises a schedule; refuses days named twice, intervals that overlap or run backwards, and no working time at all. */
export function normaliseSchedule(
  raw: z.output<typeof scheduleShape>,
  path: ConfigPath,
  tenantZone: string,
  context: ConfigContext,
): WorkingSchedule {
  const week: DayInterval[][] = DAYS.map(() => []);
  for (const [days, hours] of Object.entries(raw.hours)) {
    const at = [...path, 'hours', days];
    const intervals = (typeof hours === 'string' ? [hours] : hours).map((text) => readInterval(text, at, context));
    for (const day of daysOf(days)) {
      if (week[day]?.length) context.error(at, `The hours of ${DAYS[day]} are given twice.`);
      week[day] = intervals.toSorted((a, b) => a.from - b.from);
    }
    const sorted = intervals.toSorted((a, b) => a.from - b.from);
    if (sorted.some(({ from }, n) => n > 0 && from < (sorted[n - 1]?.to ?? 0))) {
      context.error(at, 'Two intervals of one day overlap.');
    }
  }
  if (week.every((day) => day.length === 0))
    context.error([...path, 'hours'], 'The schedule has no working time, so no deadline could ever be met.');
  return { zone: raw.zone ?? tenantZone, week, holidays: [...new Set(raw.holidays)].sort() };
}

function daysOf(range: string): number[] {
  const [first = '', last = first] = range.split('-');
  const from = DAYS.indexOf(first as (typeof DAYS)[number]);
  const to = DAYS.indexOf(last as (typeof DAYS)[number]);
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, n) => (from + n) % 7);
}

function readInterval(text: string, path: ConfigPath, context: ConfigContext): DayInterval {
  const [, fromHour, fromMinute, toHour, toMinute] = INTERVAL.exec(text) ?? [];
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  if (to > 1440) context.error(path, `"${text}" ends after midnight; 24:00 is the latest.`);
  if (to <= from) {
    context.error(
      path,
      `"${text}" does not end after it begins; write an overnight shift as two intervals: until 24:00, and from 00:00 on the next day.`,
    );
  }
  return { from, to };
}
