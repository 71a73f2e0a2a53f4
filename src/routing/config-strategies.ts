import { z } from 'zod';
import type { StrategyFacts, StrategyName } from '../../policy/config-facts.js';
import { strategy } from '../../policy/roles.js';
import { type ConfigContext, type ConfigPath, handleOf, name, nearestKey, teamRef } from '../tenancy/index.js';
import { checkSegment, normaliseRegion } from './config-targets.js';

/** The name of a routing strategy. */
export const strategyName = strategy;

/** A rule, as written: the strategy's name, or an object that also says where to and for whom. */
export const strategyShape = z.union([
  strategyName,
  z.strictObject({
    id: name.optional().describe('Names the rule in explanations; its strategy when left out.'),
    strategy: strategyName,
    pool: name.optional(),
    team: teamRef.optional(),
    segments: z.array(name).min(1).optional().describe('Only leads of these segments.'),
    countries: z.array(z.string()).min(1).optional().describe('Only leads from these countries.'),
  }),
]);

type RawStrategy = Exclude<z.output<typeof strategyShape>, string>;

/** What strategies may point at. */
export interface StrategyTargets {
  pools: readonly string[];
  segments: readonly string[];
  queueTeam: string | null;
}

/**
 * The ordered rules. Left out, they are: the account's owner, a named account, the default strategy, then the first
 * pool. The default strategy is always among them, last unless it stands there already without a restriction.
 */
export function normaliseStrategies(
  written: z.output<typeof strategyShape>[] | undefined,
  defaultStrategy: StrategyName,
  targets: StrategyTargets,
  context: ConfigContext,
): StrategyFacts[] {
  const usual: StrategyName[] = ['account_owner_follows', 'named_account', defaultStrategy];
  if (targets.pools.length > 0) usual.push('round_robin');
  const rules = (written ?? [...new Set(usual)]).map((item) => (typeof item === 'string' ? { strategy: item } : item));
  const ids = new Set<string>();
  const facts = rules.map((rule, n) => {
    const path = ['routing', ...(written ? ['strategies', n] : ['default_strategy'])];
    return strategyFacts(rule, path, written === undefined, targets, ids, context);
  });
  const stands = facts.some((rule) => rule.strategy === defaultStrategy && !rule.segments && !rule.countries);
  if (!stands) {
    const path = ['routing', 'default_strategy'];
    facts.push(strategyFacts({ id: 'default_strategy', strategy: defaultStrategy }, path, true, targets, ids, context));
  }
  return facts;
}

function strategyFacts(
  rule: RawStrategy,
  path: ConfigPath,
  firstPool: boolean,
  targets: StrategyTargets,
  ids: Set<string>,
  context: ConfigContext,
): StrategyFacts {
  for (const segment of rule.segments ?? []) checkSegment(segment, [...path, 'segments'], targets.segments, context);
  const pool = poolOf(rule, path, firstPool, targets, context);
  const team = rule.team === undefined ? (rule.strategy === 'queue' ? targets.queueTeam : null) : handleOf(rule.team);
  if (
    rule.strategy === 'segment' &&
    pool === null &&
    team === null &&
    !targets.pools.some((key) => targets.segments.includes(key))
  ) {
    context.error(path, 'The strategy "segment" needs a pool, a team, or pools called like the segments.');
  }
  return {
    id: uniqueId(rule, path, ids, context),
    strategy: rule.strategy,
    pool,
    team,
    segments: rule.segments ?? null,
    countries: rule.countries?.map((country) => normaliseRegion(country, [...path, 'countries'], context)) ?? null,
  };
}

/** A round robin needs a pool: the one it names, or the only one there is. */
function poolOf(
  rule: RawStrategy,
  path: ConfigPath,
  firstPool: boolean,
  { pools }: StrategyTargets,
  context: ConfigContext,
): string | null {
  if (rule.pool !== undefined) {
    if (pools.includes(rule.pool)) return rule.pool;
    const near = nearestKey(rule.pool, pools);
    context.error(
      [...path, 'pool'],
      `There is no pool "${rule.pool}" in round_robin_pools${near ? `; did you mean "${near}"?` : '.'}`,
    );
    return null;
  }
  if (rule.strategy !== 'round_robin' && rule.strategy !== 'capacity') return null;
  const [first] = pools;
  if (first === undefined)
    context.error(path, `The strategy "${rule.strategy}" needs a pool, and round_robin_pools names none.`);
  else if (pools.length > 1 && !firstPool)
    context.error(path, `The strategy "${rule.strategy}" must say which pool: ${pools.join(', ')}.`);
  return first ?? null;
}

function uniqueId(rule: RawStrategy, path: ConfigPath, ids: Set<string>, context: ConfigContext): string {
  if (rule.id !== undefined && ids.has(rule.id)) context.error([...path, 'id'], `The id "${rule.id}" is used twice.`);
  const base = rule.id ?? rule.strategy;
  let id: string = base;
  for (let n = 2; ids.has(id); n++) id = `${base}_${n}`;
  ids.add(id);
  return id;
}
