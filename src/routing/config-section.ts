import { z } from 'zod';
import type { RoutingFacts } from '../../policy/config-facts.js';
import type { WorkingSchedule } from '../kernel/values/working-minutes.js';
import {
  type ConfigContext,
  coreSection,
  defineSection,
  handleOf,
  name,
  normaliseSchedule,
  officeHours,
  scheduleShape,
  teamRef,
} from '../tenancy/index.js';
import { normaliseStrategies, strategyName, strategyShape } from './config-strategies.js';
import {
  checkSegment,
  namedAccountShape,
  normaliseDomain,
  normaliseNamedAccounts,
  normalisePool,
  normaliseRegion,
  normaliseTerritories,
  type PoolConfig,
  poolShape,
  RETURNING_MEMBER,
  territoryShape,
  WHEN_UNAVAILABLE,
} from './config-targets.js';

/** What routing reads of the config beyond what its policy does. */
export interface RoutingConfig {
  schedules: Record<string, WorkingSchedule>;
  /** Name of the schedule in which deadlines count where no pool says otherwise. */
  schedule: string;
  pools: Record<string, PoolConfig>;
  /** Handle of the team whose queue takes what nothing else does; null: nobody's. */
  queueTeam: string | null;
}

/** Attributes of a lead, as the policy's catalogue names them, that may be asked for before it is routed. */
const LEAD_ATTRIBUTES = [
  'company_domain',
  'company_key',
  'company_size',
  'country',
  'email_domain',
  'industry',
  'segment',
  'source',
  'state',
  'utm_campaign',
  'utm_content',
  'utm_medium',
  'utm_source',
  'utm_term',
] as const;

/** Working minutes to the first touch where no rule speaks. */
const DEFAULT_SLA_MINUTES = 240;
/** Two years of eight-hour days: a longer deadline is a slip of the pen. */
const minutes = z.int().min(1).max(250_000);

const slaRule = z.strictObject({ segment: name.optional(), country: z.string().optional(), minutes });

const routing = z.strictObject({
  default_strategy: strategyName.default('territory').describe('Tried last.'),
  strategies: z
    .array(strategyShape)
    .min(1)
    .max(100)
    .optional()
    .describe('Ordered; the first that yields an owner wins.'),
  territories: z.record(name, territoryShape).default({}),
  round_robin_pools: z.record(name, poolShape).default({}),
  named_accounts: z.array(namedAccountShape).max(10_000).default([]),
  sla: z
    .union([minutes, z.array(slaRule).max(500)])
    .default(DEFAULT_SLA_MINUTES)
    .describe('Working minutes to the first touch: one number, or rules of which the first match wins.'),
  schedules: z.record(name, scheduleShape).default({}).describe('"default" is Mon-Fri 09:00-17:00 unless given.'),
  schedule: name.default('default').describe('In which deadlines count where no pool names its own.'),
  when_unavailable: z.enum(WHEN_UNAVAILABLE).default('next'),
  returning_member: z.enum(RETURNING_MEMBER).default('keep_place'),
  required_attributes: z.array(z.enum(LEAD_ATTRIBUTES)).default([]).describe('Asked for before a lead is routed.'),
  blocked_domains: z.array(z.string()).max(10_000).default([]).describe('E-mail domains refused at preflight.'),
  customers_to_csm: z.boolean().default(false).describe("Existing customers go to the account's CSM, not its owner."),
  queue_team: teamRef.optional().describe('Whose queue takes what nothing else does.'),
});

type RawRouting = z.output<typeof routing>;

/** The `routing` key: strategies, territories, pools, named accounts, deadlines and working hours. */
export const routingSection = defineSection({
  name: 'routing',
  shape: { routing: routing.prefault({}) },
  normalise({ routing: raw }, context) {
    const core = context.earlier(coreSection);
    const queueTeam = raw.queue_team === undefined ? null : handleOf(raw.queue_team);
    const schedules = normaliseSchedules(raw, core.timeZone, context);
    const pools = normalisePools(raw, queueTeam, schedules, context);
    const targets = { pools: Object.keys(pools), segments: core.segmentNames, queueTeam };
    const facts: RoutingFacts = {
      strategies: normaliseStrategies(raw.strategies, raw.default_strategy, targets, context),
      default_strategy: raw.default_strategy,
      territories: normaliseTerritories(raw.territories, core.segmentNames, context),
      pools: mapValues(pools, ({ members, team }) => ({ members: members.map(({ handle }) => handle), team })),
      named_accounts: normaliseNamedAccounts(raw.named_accounts, context),
      sla: normaliseSla(raw.sla, core.segmentNames, context),
      required_attributes: [...new Set(raw.required_attributes)],
      blocked_domains: raw.blocked_domains.map((domain, n) =>
        normaliseDomain(domain, ['routing', 'blocked_domains', n], context),
      ),
      customers_to_csm: raw.customers_to_csm,
    };
    const data: RoutingConfig = { schedules, schedule: raw.schedule, pools, queueTeam };
    return { data, facts: { routing: facts } };
  },
});

function normaliseSchedules(raw: RawRouting, zone: string, context: ConfigContext): Record<string, WorkingSchedule> {
  const written = Object.entries(raw.schedules).map(([key, schedule]) => [
    key,
    normaliseSchedule(schedule, ['routing', 'schedules', key], zone, context),
  ]);
  const schedules: Record<string, WorkingSchedule> = { default: officeHours(zone), ...Object.fromEntries(written) };
  checkSchedule(raw.schedule, ['routing', 'schedule'], schedules, context);
  return schedules;
}

function normalisePools(
  raw: RawRouting,
  queueTeam: string | null,
  schedules: Record<string, WorkingSchedule>,
  context: ConfigContext,
): Record<string, PoolConfig> {
  const defaults = {
    team: queueTeam,
    schedule: raw.schedule,
    whenUnavailable: raw.when_unavailable,
    returningMember: raw.returning_member,
  };
  return mapValues(raw.round_robin_pools, (pool, key) => {
    const path = ['routing', 'round_robin_pools', key];
    if (!Array.isArray(pool) && pool.schedule !== undefined) {
      checkSchedule(pool.schedule, [...path, 'schedule'], schedules, context);
    }
    return normalisePool(pool, path, defaults, context);
  });
}

function checkSchedule(
  key: string,
  path: string[],
  schedules: Record<string, WorkingSchedule>,
  context: ConfigContext,
): void {
  if (!Object.hasOwn(schedules, key)) {
    context.error(path, `There is no schedule "${key}"; known are ${Object.keys(schedules).join(', ')}.`);
  }
}

/** The rules in order, ending with one that matches everything. */
function normaliseSla(
  raw: RawRouting['sla'],
  segments: readonly string[],
  context: ConfigContext,
): RoutingFacts['sla'] {
  if (typeof raw === 'number') return [{ segment: null, country: null, minutes: raw }];
  const rules = raw.map((rule, n) => {
    const path = ['routing', 'sla', n];
    if (rule.segment !== undefined) checkSegment(rule.segment, [...path, 'segment'], segments, context);
    return {
      segment: rule.segment ?? null,
      country: rule.country === undefined ? null : normaliseRegion(rule.country, [...path, 'country'], context),
      minutes: rule.minutes,
    };
  });
  const catchesAll = rules.findIndex((rule) => rule.segment === null && rule.country === null);
  if (catchesAll >= 0 && catchesAll < rules.length - 1) {
    context.warn(
      ['routing', 'sla', catchesAll + 1],
      'This rule and those after it are never reached: the one before matches everything.',
    );
  }
  return catchesAll >= 0 ? rules : [...rules, { segment: null, country: null, minutes: DEFAULT_SLA_MINUTES }];
}

const mapValues = <T, U>(record: Record<string, T>, change: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
