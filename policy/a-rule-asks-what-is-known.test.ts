import { beforeAll, expect, it } from '@jest/globals';
import { loadPolicies } from './bundle.js';
import type { RuleFacts, Test } from './config-facts.js';
import { discountFacts, SAMPLE_CONFIG } from './facts.fixture.js';
import type { EmbeddedPolicies } from './policies.js';

let policies: EmbeddedPolicies;
beforeAll(async () => {
  policies = await loadPolicies();
});

const NAMES = { quote: 'quote.custom.size', product: 'quote.payment_days' };

/** Whether a rule of one test on a quote's own attribute, or on one of the product's, applies. */
function applies(op: Test['op'], attribute: string, value: number | null | undefined): boolean {
  const test: Test = { attribute, path: attribute.split('.'), op, value: null };
  const then: RuleFacts['then'] = { add_roles: ['LEGAL'], deny: false, strategy: null, pool: null, team: null };
  const rule: RuleFacts = { id: 'r', applies_to: 'discount', when: [[test]], then, stop: false, rationale: null };
  const config = { ...SAMPLE_CONFIG, rules: [rule] };
  const { quote } = discountFacts();
  const custom: Record<string, number | null> = value === undefined ? {} : { size: value };
  const own = attribute === NAMES.quote ? { custom } : {};
  const days = attribute === NAMES.product ? { payment_days: value ?? null } : {};
  const verdict = policies.decideDiscount(discountFacts({ config, quote: { ...quote, ...own, ...days } }));
  expect(verdict.denial).toBeNull();
  return verdict.rule_ids.includes('rule.r');
}

it.each([
  ['known', NAMES.quote, 5, true],
  ['known', NAMES.quote, null, false],
  ['known', NAMES.quote, undefined, false],
  ['unknown', NAMES.quote, 5, false],
  ['unknown', NAMES.quote, null, true],
  ['unknown', NAMES.quote, undefined, true],
  ['known', NAMES.product, 30, true],
  ['known', NAMES.product, null, false],
  ['unknown', NAMES.product, 30, false],
  ['unknown', NAMES.product, null, true],
] as const)('"is %s" of %s that is %p: %p', (op, attribute, value, expected) => {
  expect(applies(op, attribute, value)).toBe(expected);
});
