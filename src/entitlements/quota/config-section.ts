import { z } from 'zod';
import { basisPoints, type ConfigContext, defineSection, fraction, repeated } from '../../tenancy/index.js';
import { PLAN_QUOTA_NAMES } from './plans.js';
import { QUOTA_LEVELS, QUOTA_WINDOWS, type Quota, type QuotaTerms } from './quota.js';
import { LIMITS_BY_NAME } from './terms-in-force.js';

/** What a tenant says itself of its quotas. */
export type QuotaSettings = Pick<QuotaTerms, 'announceAt' | 'monthBegins' | 'nearLimit' | 'withoutRedis'> & {
  /** Beside those of its plan, which stay in force. */
  own: readonly Quota[];
};

/** What holds where the configuration is silent: R2's 80 %, and R4's fail open. */
export const DEFAULT_QUOTA_SETTINGS: QuotaSettings = {
  own: [],
  announceAt: [8_000, 10_000],
  monthBegins: 1,
  nearLimit: 8_000,
  withoutRedis: 'open',
};

/** Own quotas: a check enforces all that name its meter, in one round trip. */
const MOST_QUOTAS = 50;
/** A trillion: sums of what is counted stay whole numbers. */
export const MOST_LIMIT = 1_000_000_000_000;

const word = (what: string) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,63}$/, `${what} begins with a small letter and holds small letters, digits and "_".`);

const quota = z.strictObject({
  name: word("A quota's name").describe('Unique; what a denial names.'),
  meter: word("A meter's name").describe('tokens, api_calls, chat_messages, embeddings, or a meter of your own.'),
  window: z
    .enum(QUOTA_WINDOWS)
    .describe('Up to an hour a rate; days and months of the time zone; concurrent: what is not given back.'),
  level: z.enum(QUOTA_LEVELS).default('tenant').describe('Each subject of this level has the limit to itself.'),
  limit: z.int().min(0).max(MOST_LIMIT).nullable().describe('null: unlimited, and counted all the same.'),
  enforcement: z.enum(['hard', 'soft']).default('hard').describe('soft: going over is allowed, and told.'),
});

const share = fraction.refine((value) => value > 0, 'This must be more than 0.');

const quotas = z.strictObject({
  limits: z
    .array(quota)
    .max(MOST_QUOTAS)
    .optional()
    .describe('Quotas of your own; those of the plan stay in force beside them.'),
  announce_at: z
    .array(share)
    .max(10)
    .optional()
    .describe('Shares of a limit whose crossing is announced; 0.8 and 1 when left out.'),
  month_begins: z
    .int()
    .min(1)
    .max(31)
    .optional()
    .describe('Day on which months of quotas begin, in shorter months the last one; 1 when left out.'),
  near_limit: share.optional().describe('Share of a limit from which it is near; 0.8 when left out.'),
  without_redis: z
    .enum(['open', 'closed'])
    .optional()
    .describe('What decides while Redis is away; open when left out. Seats and monthly limits are closed always.'),
});

/** The `quotas` key: a tenant's own quotas, when a limit is near, and what is announced. */
export const quotasSection = defineSection({
  name: 'quotas',
  shape: { quotas: quotas.optional() },
  normalise({ quotas: raw }, context): { data: Partial<QuotaSettings> | undefined } {
    if (!raw) return { data: undefined };
    if (raw.limits) checkNames(raw.limits, context);
    return {
      data: {
        ...(raw.limits && { own: raw.limits }),
        ...(raw.announce_at && { announceAt: shares(raw.announce_at) }),
        ...(raw.month_begins !== undefined && { monthBegins: raw.month_begins }),
        ...(raw.near_limit !== undefined && { nearLimit: basisPoints(raw.near_limit) }),
        ...(raw.without_redis && { withoutRedis: raw.without_redis }),
      },
    };
  },
});

/** A configuration's settings in full; those of a tenant without one. */
export const quotaSettings = (config: { sections: Record<string, unknown> } | null): QuotaSettings => ({
  ...DEFAULT_QUOTA_SETTINGS,
  ...(config?.sections[quotasSection.name] as Partial<QuotaSettings> | undefined),
});

/** No name twice, and none of the plan: an own quota comes beside the plan's, so that nobody raises what they bought. */
function checkNames(own: readonly Quota[], context: ConfigContext): void {
  for (const n of repeated(own, ({ name }) => name)) {
    context.error(['quotas', 'limits', n, 'name'], `The quota "${own[n]?.name}" is there twice.`);
  }
  for (const [n, { name }] of own.entries()) {
    if (!PLAN_QUOTA_NAMES.includes(name) && !Object.hasOwn(LIMITS_BY_NAME, name)) continue;
    context.error(
      ['quotas', 'limits', n, 'name'],
      `"${name}" is set by the plan; give a quota of your own another name: both are enforced.`,
    );
  }
}

const shares = (given: readonly number[]): number[] => [...new Set(given.map(basisPoints))].sort((a, b) => a - b);
