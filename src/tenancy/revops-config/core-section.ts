import { z } from 'zod';
import type { ExchangeRate, SegmentFacts } from '../../../policy/config-facts.js';
import { minorDigits } from '../../kernel/values/money.js';
import type { WorkingSchedule } from '../../kernel/values/working-minutes.js';
import { type ConfigContext, defineSection } from './config-section.js';
import { amount, currencyCode, minorUnits, name, repeated, timeZone } from './config-values.js';
import { normaliseSchedule, officeHours, scheduleShape } from './schedules.js';

/** What no segment covers is mid-market (semantics, Segments and amounts). */
export const MID_MARKET = 'mid_market';

/** What every slice reads of the config. */
export interface CoreConfig {
  /** ISO 4217; all amounts of the config are in it. */
  currency: string;
  /** IANA zone: days and months of the tenant are counted in it. */
  timeZone: string;
  /** Every segment a deal or a lead may have, `mid_market` included. */
  segmentNames: string[];
  /** Kind of connected system to its product's name: `{ crm: 'salesforce' }`. */
  connectors: Record<string, string>;
  /** Whether checkpoint and tiles are readable without a scope. */
  logPublic: boolean;
  nearLimit: {
    /** Seats are near their limit when at most this many are free (R0: 1). */
    seatsLeft: number;
  };
  /** As written; read it with `businessHours`. Absent when left out, so that configurations without it keep their hash. */
  businessHours?: WorkingSchedule;
}

/** The hours in which reminders and escalations count: as configured, else Monday to Friday 9 to 17 in the tenant's zone. */
export const businessHours = (core: CoreConfig): WorkingSchedule => core.businessHours ?? officeHours(core.timeZone);

const employees = z.int().nonnegative();

const segment = z.strictObject({
  name,
  arr_min: amount.optional().describe('Inclusive lower bound of ARR; open when left out.'),
  arr_max: amount.optional().describe('Inclusive upper bound of ARR; open when left out.'),
  employees_min: employees.optional().describe('Inclusive; places a lead whose segment is not known otherwise.'),
  employees_max: employees.optional(),
});

const exchangeRate = z.strictObject({
  currency: currencyCode,
  from: z.iso.date('A rate holds from a date such as 2026-01-01.'),
  rate: z.number().positive().describe("What 1 of it is worth in the tenant's currency."),
});

const system = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'This must be the name of a system, such as "salesforce".');

const shape = {
  currency: currencyCode.default('USD').describe('The one ISO 4217 currency of all amounts here.'),
  time_zone: timeZone.default('UTC').describe('IANA zone in which days and months are counted.'),
  segments: z.array(segment).max(50).default([]).describe('Bands of ARR; what none covers is mid_market.'),
  connectors: z
    .strictObject({ crm: system, cpq: system, clm: system, esign: system, billing: system, provisioning: system })
    .partial()
    .default({}),
  exchange_rates: z.array(exchangeRate).max(10_000).default([]).describe('Dated rates; a quote without one is denied.'),
  log: z
    .strictObject({ public: z.boolean().default(false).describe('Whether the log is readable without a scope.') })
    .prefault({}),
  near_limit: z
    .strictObject({
      seats_left: z.int().nonnegative().default(1).describe('Near the limit when at most so many seats are free.'),
    })
    .prefault({}),
  business_hours: scheduleShape
    .optional()
    .describe('In which reminders and escalations of approvals count; Mon-Fri 09:00-17:00 when left out.'),
};

/** Currency, zone, segments, connectors, the log's visibility and what "near the limit" means. Composed first. */
export const coreSection = defineSection({
  name: 'core',
  shape,
  normalise(raw, context) {
    const segments = raw.segments.map((item, n) => segmentFacts(item, n, raw.currency, context));
    for (const n of repeated(segments, (item) => item.name)) {
      context.error(['segments', n, 'name'], `Segment "${segments[n]?.name}" is named twice.`);
    }
    warnOfOverlaps(segments, context);
    const data: CoreConfig = {
      currency: raw.currency,
      timeZone: raw.time_zone,
      segmentNames: [...new Set([...segments.map((item) => item.name), MID_MARKET])],
      connectors: raw.connectors,
      logPublic: raw.log.public,
      nearLimit: { seatsLeft: raw.near_limit.seats_left },
      ...(raw.business_hours && {
        businessHours: normaliseSchedule(raw.business_hours, ['business_hours'], raw.time_zone, context),
      }),
    };
    const rates = raw.exchange_rates.map((item, n) => rateFacts(item, n, raw.currency, context));
    for (const n of repeated(rates, (item) => `${item.currency} ${item.from}`)) {
      context.error(['exchange_rates', n], `The rate of ${rates[n]?.currency} from ${rates[n]?.from} is given twice.`);
    }
    return { data, facts: { currency: raw.currency, segments, exchange_rates: rates } };
  },
});

function segmentFacts(
  raw: z.output<typeof segment>,
  n: number,
  currency: string,
  context: ConfigContext,
): SegmentFacts {
  const path = ['segments', n];
  const minor = (key: 'arr_min' | 'arr_max') =>
    raw[key] === undefined ? null : minorUnits(raw[key], currency, [...path, key], context);
  const facts = {
    name: raw.name,
    arr_min_minor: minor('arr_min'),
    arr_max_minor: minor('arr_max'),
    employees_min: raw.employees_min ?? null,
    employees_max: raw.employees_max ?? null,
  };
  if (above(facts.arr_min_minor, facts.arr_max_minor)) {
    context.error([...path, 'arr_min'], `Segment "${raw.name}" has arr_min above arr_max, so no deal can be in it.`);
  }
  if (above(facts.employees_min, facts.employees_max)) {
    context.error([...path, 'employees_min'], `Segment "${raw.name}" has employees_min above employees_max.`);
  }
  return facts;
}

/** A rate between major units as an exact one between minor units: they differ where one currency has other decimals. */
function rateFacts(
  raw: z.output<typeof exchangeRate>,
  n: number,
  currency: string,
  context: ConfigContext,
): ExchangeRate {
  const path = ['exchange_rates', n];
  if (raw.currency === currency) context.error([...path, 'currency'], `${currency} is the tenant's own currency.`);
  const [, whole = '', decimals = ''] = /^(\d+)(?:\.(\d+))?$/.exec(String(raw.rate)) ?? [];
  const shift = 6 + minorDigits(currency) - minorDigits(raw.currency);
  const perMillion = Number(whole + decimals.slice(0, shift).padEnd(shift, '0'));
  if (whole === '' || decimals.length > shift || perMillion < 1 || !Number.isSafeInteger(perMillion)) {
    context.error(
      [...path, 'rate'],
      `A rate of ${raw.currency} in ${currency} has at most ${shift} decimals; found ${raw.rate}.`,
    );
  }
  return { currency: raw.currency, from: raw.from, minor_per_million: perMillion };
}

const above = (min: number | null, max: number | null): boolean => min !== null && max !== null && min > max;

/** Two segments for one amount: the first listed wins, which its author may not have meant. */
function warnOfOverlaps(segments: SegmentFacts[], context: ConfigContext): void {
  const bounded = segments.map((item) => ({ low: item.arr_min_minor, high: item.arr_max_minor, name: item.name }));
  for (const [n, b] of bounded.entries()) {
    const a = bounded
      .slice(0, n)
      .find((earlier) => earlier.name !== b.name && !above(b.low, earlier.high) && !above(earlier.low, b.high));
    if (a) context.warn(['segments', n], `Segments "${a.name}" and "${b.name}" overlap; the first one wins.`);
  }
}
