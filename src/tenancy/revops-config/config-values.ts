import { DateTime } from 'luxon';
import { z } from 'zod';
import { isCurrency, parseMinor } from '../../kernel/values/money.js';
import type { ConfigContext, ConfigPath } from './config-section.js';

/** Four decimals at most, as JavaScript prints them: what is shorter than 0.0001 has no basis point. */
const FRACTION = /^([01])(?:\.(\d{1,4}))?$/;

/** A share as a fraction of 1, to a hundredth of a percent: 0.2 is 20 %. */
export const fraction = z
  .number()
  .refine((value) => value >= 0 && value <= 1, {
    error: ({ input }) => `This must be a fraction from 0 to 1 (write 20 % as 0.2); found ${input}.`,
    abort: true,
  })
  .refine((value) => FRACTION.test(String(value)), {
    error: ({ input }) => `This must have at most 4 decimals (a basis point is 0.0001); found ${input}.`,
  })
  .meta({ minimum: 0, maximum: 1, description: 'A fraction of 1 with at most 4 decimals: 0.2 is 20 %.' });

/** The basis points of a fraction that `fraction` accepted, exactly: 0.2005 → 2005. */
export function basisPoints(share: number): number {
  const [, whole = '0', decimals = ''] = FRACTION.exec(String(share)) ?? [];
  return Number(whole + decimals.padEnd(4, '0'));
}

/** An amount in major units of the tenant's currency. */
export const amount = z
  .number()
  .nonnegative()
  .meta({ description: "An amount in major units of the tenant's currency." });

/** Minor units of an amount; refuses more decimals than the currency has. */
export function minorUnits(major: number, currency: string, path: ConfigPath, context: ConfigContext): number {
  const minor = parseMinor(String(major), currency);
  if (minor === null)
    context.error(path, `This is not an amount in ${currency}: too many decimals or digits in ${major}.`);
  return minor ?? 0;
}

/** A name of the author's own, used as a key: a segment, a territory, a pool, a chain. */
export const name = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,63}$/, 'A name begins with a letter and holds letters, digits, "_" and "-" (64 at most).');

const HANDLE = /^(?:user:)?[A-Za-z0-9][\w.-]{0,63}$/;
const TEAM = /^(?:team:)?[A-Za-z0-9][\w.-]{0,63}$/;

/** A user's handle, with or without R3's prefix: `user:sdr-1` or `sdr-1`. */
export const userRef = z.string().regex(HANDLE, 'This must be a user\'s handle, such as "user:sdr-1".');

/** A team's handle, with or without the prefix `team:`. */
export const teamRef = z.string().regex(TEAM, 'This must be a team\'s handle, such as "team:emea".');

/** The handle alone. */
export const handleOf = (reference: string): string => reference.replace(/^(user|team):/, '');

/** Whether the text is an IANA time zone that this machine knows. Fixed offsets such as `UTC+2` have no seasons and are refused. */
const isTimeZone = (zone: string): boolean =>
  (zone === 'UTC' || zone.includes('/')) && DateTime.utc().setZone(zone).isValid;

/** An IANA time zone. */
export const timeZone = z.string().refine(isTimeZone, {
  error: ({ input }) => `This must be a time zone such as "UTC" or "America/New_York"; found "${input}".`,
});

/** An ISO 4217 code. */
export const currencyCode = z.string().refine(isCurrency, {
  error: ({ input }) => `This must be an ISO 4217 currency such as "USD"; found "${input}".`,
});

/** The positions at which a text appeared before: for "named twice" errors. */
export function repeated<T>(items: readonly T[], keyOf: (item: T) => string): number[] {
  const seen = new Set<string>();
  return items.flatMap((item, n) => {
    const key = keyOf(item);
    if (seen.has(key)) return [n];
    seen.add(key);
    return [];
  });
}
