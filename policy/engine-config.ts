import type { ApproverRole, ConfigFacts, RuleFacts, Test } from './config-facts.js';

const DEFAULT_STAGES: ApproverRole[][] = [['SALES_MANAGER'], ['FINANCE', 'LEGAL'], ['VP_SALES']];

/**
 * A config as the engine reads it, made once per config: what may be left out is there and empty, every role stands in
 * exactly one stage, rules are apart by what they decide, tests say what is to know of them, and ids are the codes of verdicts.
 */
export function engineConfig(config: ConfigFacts): object {
  const { currency, segments, routing, discounts, approvals, activation, rules = [], overrides = [] } = config;
  const rulesFor = (decides: RuleFacts['applies_to']) =>
    rules.filter(({ applies_to }) => applies_to === decides).map(engineRule);
  return {
    currency,
    segments,
    routing,
    discounts,
    approvals: {
      ...approvals,
      stages: stagesOf(approvals.stages),
      line_limits: approvals.line_limits ?? [],
      product_mix: approvals.product_mix ?? [],
      clauses: approvals.clauses ?? {},
      split_deals: approvals.split_deals ?? null,
    },
    activation: activation ?? { allowed_jurisdictions: [], required_receipts: [] },
    discount_rules: rulesFor('discount'),
    routing_rules: rulesFor('routing'),
    overrides: overrides.map((override) => ({ ...override, id: overrideCode(override.id) })),
  };
}

/** How verdicts name a tenant's rule. */
export const ruleCode = (id: string): string => `rule.${id}`;
/** How verdicts name a tenant's exception. */
export const overrideCode = (id: string): string => `override.${id}`;

const engineRule = ({ id, when, then: effect, stop }: RuleFacts) => ({
  id: ruleCode(id),
  when: when.map((tests) => tests.map(engineTest)),
  // biome-ignore lint/suspicious/noThenProperty: the word of RevOpsConfig; nobody awaits a rule.
  then: effect,
  stop,
});

const ORDER = new Set(['gt', 'gte', 'lt', 'lte']);

function engineTest(test: Test): object {
  const [record = '', second] = test.path;
  const every = test.every ?? false;
  const known = second === 'custom' ? {} : { when_null: ofNull(test, every) };
  return {
    ...test,
    every,
    single: record !== 'line' && record !== 'deal',
    type: test.value === null ? 'none' : typeof (Array.isArray(test.value) ? test.value[0] : test.value),
    ...known,
  };
}

/** Null is an answer of the product's attributes ("no term"): it equals nothing, and has no order. */
const ofNull = ({ op }: Test, negated: boolean): boolean => (ORDER.has(op) ? negated : op === 'ne' || op === 'not_in');

/** The first stage that names a role counts; a role that no stage names decides after them, in the default order. */
function stagesOf(configured: ApproverRole[][]): ApproverRole[][] {
  const placed = new Set<ApproverRole>();
  return [...configured, ...DEFAULT_STAGES]
    .map((roles) => roles.filter((role) => !placed.has(role) && placed.add(role)))
    .filter((roles) => roles.length > 0);
}
