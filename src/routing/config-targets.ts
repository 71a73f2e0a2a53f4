import { z } from 'zod';
import type { RoutingFacts } from '../../policy/config-facts.js';
import { isCountryCode, normaliseCompanyName, registrableDomain, resolveCountry } from '../crm/index.js';
import { type ConfigContext, type ConfigPath, handleOf, name, repeated, teamRef, userRef } from '../tenancy/index.js';

export const WHEN_UNAVAILABLE = ['wait', 'next'] as const;
export const RETURNING_MEMBER = ['keep_place', 'catch_up', 'team_average'] as const;

/** A round robin pool, beyond what policies read of it. */
export interface PoolConfig {
  /** In the stored order by which ties break. */
  members: { handle: string; weight: number }[];
  /** Handle of the team whose queue takes what no member can. */
  team: string | null;
  /** Most open leads of one member; null: no limit. */
  capacity: number | null;
  /** Name of the schedule in which its members work and its deadlines count. */
  schedule: string;
  /** Outside working hours: wait for the member whose turn it is, or go to the next. */
  whenUnavailable: (typeof WHEN_UNAVAILABLE)[number];
  /** What a member finds after an absence: their old place, their missed turns, or the pool's average. */
  returningMember: (typeof RETURNING_MEMBER)[number];
}

const member = z.union([
  userRef,
  z.strictObject({
    user: userRef,
    weight: z.int().min(1).max(1000).default(1).describe('Turns relative to the others.'),
  }),
]);
const members = z.array(member).min(1, 'A pool needs at least one member.').max(1000);

/** A pool, as written: its members, or an object. */
export const poolShape = z.union([
  members,
  z.strictObject({
    members,
    team: teamRef.optional().describe('Whose queue takes what no member can.'),
    capacity: z.int().positive().optional().describe('Most open leads of one member.'),
    schedule: name.optional(),
    when_unavailable: z.enum(WHEN_UNAVAILABLE).optional(),
    returning_member: z.enum(RETURNING_MEMBER).optional(),
  }),
]);

const regions = z.array(z.string()).min(1, 'A territory needs at least one region.');

/** A territory, as written: its regions, or an object. */
export const territoryShape = z.union([
  regions,
  z.strictObject({
    regions,
    team: teamRef.optional().describe("The team's handle; the territory's own name when left out."),
    segment: name.optional().describe('Only leads of this segment.'),
  }),
]);

/** A named account, as written: by domain, by company name, or both. */
export const namedAccountShape = z.strictObject({
  domain: z.string().optional(),
  company: z.string().optional(),
  owner: userRef,
});

/** What pools take where they say nothing themselves. */
export type PoolDefaults = Pick<PoolConfig, 'team' | 'schedule' | 'whenUnavailable' | 'returningMember'>;

/** Normalises one pool; a member named twice is refused. */
export function normalisePool(
  raw: z.output<typeof poolShape>,
  path: ConfigPath,
  defaults: PoolDefaults,
  context: ConfigContext,
): PoolConfig {
  const pool = Array.isArray(raw) ? { members: raw } : raw;
  const list = pool.members.map((item) =>
    typeof item === 'string'
      ? { handle: handleOf(item), weight: 1 }
      : { handle: handleOf(item.user), weight: item.weight },
  );
  for (const n of repeated(list, (item) => item.handle)) {
    context.error(
      [...path, ...(Array.isArray(raw) ? [] : ['members']), n],
      `"${list[n]?.handle}" is in this pool twice.`,
    );
  }
  return {
    members: list,
    team: pool.team === undefined ? defaults.team : handleOf(pool.team),
    capacity: pool.capacity ?? null,
    schedule: pool.schedule ?? defaults.schedule,
    whenUnavailable: pool.when_unavailable ?? defaults.whenUnavailable,
    returningMember: pool.returning_member ?? defaults.returningMember,
  };
}

/** Normalises the territories; warns where two of them claim one region for the same leads. */
export function normaliseTerritories(
  raw: Record<string, z.output<typeof territoryShape>>,
  segments: readonly string[],
  context: ConfigContext,
): RoutingFacts['territories'] {
  const claimed = new Map<string, string>();
  const territories: RoutingFacts['territories'] = {};
  for (const [key, value] of Object.entries(raw)) {
    const path = ['routing', 'territories', key];
    const given = Array.isArray(value) ? { regions: value } : value;
    const segment = given.segment ?? null;
    if (segment !== null) checkSegment(segment, [...path, 'segment'], segments, context);
    const codes = given.regions.map((region, n) => {
      const at = [...path, ...(Array.isArray(value) ? [] : ['regions']), n];
      const code = normaliseRegion(region, at, context);
      const other = claimed.get(`${code} ${segment}`);
      if (other) context.warn(at, `Territories "${other}" and "${key}" overlap in ${code}; the first one wins.`);
      else claimed.set(`${code} ${segment}`, key);
      return code;
    });
    territories[key] = { regions: [...new Set(codes)], team: handleOf(given.team ?? key), segment };
  }
  return territories;
}

/** ISO 3166-1 (`GB`) or 3166-2 (`US-CA`); `UK` is read as `GB`, a country's name as its code. */
export function normaliseRegion(text: string, path: ConfigPath, context: ConfigContext): string {
  const [, country = '', subdivision] = /^\s*([A-Za-z]{2})-([A-Za-z0-9]{1,3})\s*$/.exec(text) ?? [];
  const code = country ? country.toUpperCase().replace('UK', 'GB') : (resolveCountry(text)?.code ?? '');
  if (!isCountryCode(code)) {
    context.error(path, `"${text}" is not a region such as "US-CA" (ISO 3166-2) or "GB" (ISO 3166-1).`);
    return text;
  }
  return subdivision ? `${code}-${subdivision.toUpperCase()}` : code;
}

/** A segment must be one of the config's. */
export function checkSegment(
  segment: string,
  path: ConfigPath,
  known: readonly string[],
  context: ConfigContext,
): void {
  if (!known.includes(segment)) {
    context.error(path, `Segment "${segment}" is not defined; known are ${known.join(', ')}.`);
  }
}

/** Normalises the named accounts: registrable domains, names without their legal form. */
export function normaliseNamedAccounts(
  raw: z.output<typeof namedAccountShape>[],
  context: ConfigContext,
): RoutingFacts['named_accounts'] {
  return raw.map((account, n) => {
    const path = ['routing', 'named_accounts', n];
    if (account.domain === undefined && account.company === undefined) {
      context.error(path, 'A named account needs a domain or a company.');
    }
    return {
      domain: account.domain === undefined ? null : normaliseDomain(account.domain, [...path, 'domain'], context),
      company: account.company === undefined ? null : normaliseCompanyName(account.company),
      owner: handleOf(account.owner),
    };
  });
}

/** The registrable domain of what was written. */
export function normaliseDomain(text: string, path: ConfigPath, context: ConfigContext): string {
  const domain = registrableDomain(text);
  if (!domain) context.error(path, `"${text}" is not a domain such as "example.com".`);
  return domain ?? text;
}
