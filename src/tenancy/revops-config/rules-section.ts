import { z } from 'zod';
import type { RuleFacts } from '../../../policy/config-facts.js';
import { role, strategy } from '../../../policy/roles.js';
import { ruleAttributes } from '../../../policy/rule-attributes.js';
import { type Condition, ConditionTooLarge, disjunctiveForm } from '../../../policy/rule-conditions.js';
import { conditionOf, conditionShape } from './conditions.js';
import { type ConfigContext, type ConfigPath, defineSection } from './config-section.js';
import { handleOf, name, repeated, teamRef } from './config-values.js';
import { nearestKey } from './nearest-key.js';

const rule = z.strictObject({
  id: name.describe('Verdicts name it "rule.<id>".'),
  applies_to: z.enum(['discount', 'routing']).default('discount'),
  when: conditionShape.describe('"quote.payment_days > 45", or all, any, not over such conditions.'),
  // biome-ignore lint/suspicious/noThenProperty: the word of RevOpsConfig; nobody awaits a config.
  then: z
    .strictObject({
      add_roles: z.array(role).min(1),
      deny: z.boolean(),
      strategy,
      pool: name,
      team: teamRef,
    })
    .partial(),
  stop: z.boolean().default(false).describe('Whether later rules are not asked when this one matched.'),
  rationale: z.string().min(1).max(500).optional().describe("The author's sentence, for the verdict."),
});

type RawRule = z.output<typeof rule>;

/** Most rules of one configuration: each is asked at every decision. */
const MOST = 200;

const shape = {
  rules: z.array(rule).max(MOST).default([]).describe("The tenant's own rules over any attribute, in their order."),
};

/** The `rules` key. Composed after the attributes, and after the section that says which pools there are. */
export const rulesSection = defineSection({
  name: 'rules',
  shape,
  normalise({ rules: written }, context) {
    for (const n of repeated(written, ({ id }) => id))
      context.error(['rules', n, 'id'], `The id "${written[n]?.id}" is used by two rules.`);
    const declared = context.facts.attributes ?? [];
    const attributes = { discount: ruleAttributes('discount', declared), routing: ruleAttributes('routing', declared) };
    const rules = written.map((raw, n): RuleFacts => {
      const path = ['rules', n];
      const reading = { attributes: attributes[raw.applies_to], context };
      const condition = conditionOf(raw.when, [...path, 'when'], reading);
      return {
        id: raw.id,
        applies_to: raw.applies_to,
        when: condition ? formOf(condition, [...path, 'when'], context) : [],
        // biome-ignore lint/suspicious/noThenProperty: as above.
        then: consequence(raw, [...path, 'then'], context),
        stop: raw.stop,
        rationale: raw.rationale ?? null,
      };
    });
    return { data: undefined, facts: rules.length > 0 ? { rules } : {} };
  },
});

function formOf(condition: Condition, path: ConfigPath, context: ConfigContext): RuleFacts['when'] {
  try {
    return disjunctiveForm(condition);
  } catch (error) {
    if (!(error instanceof ConditionTooLarge)) throw error;
    context.error(path, error.message);
    return [];
  }
}

const OF_DISCOUNTS = ['add_roles', 'deny'] as const;
const OF_ROUTING = ['strategy', 'pool', 'team', 'deny'] as const;

function consequence(raw: RawRule, path: ConfigPath, context: ConfigContext): RuleFacts['then'] {
  const given = raw.then;
  const allowed: readonly string[] = raw.applies_to === 'discount' ? OF_DISCOUNTS : OF_ROUTING;
  const keys = Object.keys(given);
  for (const key of keys.filter((each) => !allowed.includes(each)))
    context.error([...path, key], `A rule for ${raw.applies_to} has no "${key}"; it has ${allowed.join(', ')}.`);
  if (!given.deny && keys.every((key) => key === 'deny'))
    context.error(path, 'This rule does nothing: say what follows when it matches.');
  if (given.pool !== undefined) checkPool(given.pool, [...path, 'pool'], context);
  return {
    add_roles: [...new Set(given.add_roles ?? [])],
    deny: given.deny ?? false,
    strategy: given.strategy ?? null,
    pool: given.pool ?? null,
    team: given.team === undefined ? null : handleOf(given.team),
  };
}

function checkPool(pool: string, path: ConfigPath, { facts, error }: ConfigContext): void {
  const pools = Object.keys(facts.routing?.pools ?? {});
  if (pools.includes(pool)) return;
  const near = nearestKey(pool, pools);
  error(path, `There is no pool "${pool}" in round_robin_pools${near ? `; did you mean "${near}"?` : '.'}`);
}
