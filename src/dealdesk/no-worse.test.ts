import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DiscountFacts } from '../../policy/discount-facts.js';
import { RULE_IDS } from '../../policy/rationale.js';
import { isNoWorse } from './no-worse.js';

type Quote = DiscountFacts['quote'];
type Line = Quote['lines'][number];

const config = {
  currency: 'USD',
  approvals: { restricted_products: [{ sku: 'R', roles: ['LEGAL'] }] },
  rules: [
    { id: 'late', when: [[{ attribute: 'quote.payment_days', path: ['quote', 'payment_days'], op: 'gt', value: 45 }]] },
    {
      id: 'tier',
      when: [[{ attribute: 'line.custom.tier', path: ['line', 'custom', 'tier'], op: 'in', value: ['gold'] }]],
    },
    { id: 'cheap', when: [[{ attribute: 'line.quantity', path: ['line', 'quantity'], op: 'lt', value: 5 }]] },
  ],
} as unknown as DiscountFacts['config'];

const line = (more: Partial<Line> = {}): Line => ({
  ...{ sku: 'A', quantity: 5, list_minor: 1_000, net_minor: 800, recurring: true, family: null, custom: {} },
  ...more,
});
const facts = (quote: Partial<Quote> = {}): DiscountFacts =>
  ({
    config,
    business_date: '2026-03-04',
    siblings: [],
    quote: {
      ...{ currency: 'USD', list_total_minor: 1_000, net_total_minor: 800, term_length_months: 12, payment_days: 60 },
      ...{
        has_non_standard_terms: true,
        liability_minor: 500,
        risk_level: 'medium',
        clauses: ['mfn'],
        lines: [line()],
      },
      ...quote,
    },
  }) as unknown as DiscountFacts;
const noWorse = (rule: string, now: Partial<Quote>) => isNoWorse(rule, { now: facts(now), before: facts() });

describe('under the rule that asked', () => {
  it.each<[string, Partial<Quote>, Partial<Quote>]>([
    ['discount.manager_above_limit', { net_total_minor: 800, payment_days: 90 }, { net_total_minor: 799 }],
    ['discount.over_high_arr', { net_total_minor: 900 }, { lines: [line({ net_minor: 801 })] }],
    ['discount.liability_over_limit', { liability_minor: null }, { liability_minor: 501 }],
    ['discount.term_over_limit', { term_length_months: 11 }, { term_length_months: 13 }],
    ['discount.high_risk', { risk_level: 'low' }, { risk_level: 'high' }],
    ['discount.clause', { clauses: [] }, { clauses: ['mfn', 'audit'] }],
    ['discount.non_standard_terms', { has_non_standard_terms: false }, { clauses: ['audit'] }],
    ['discount.restricted_product', { lines: [line({ sku: 'B' })] }, { lines: [line(), line({ sku: 'R' })] }],
    ['discount.product_mix', { lines: [line(), line()] }, { lines: [line(), line({ sku: 'B' })] }],
    ['discount.line_over_limit', { lines: [line({ net_minor: 900 })] }, { lines: [line(), line({ net_minor: 700 })] }],
    ['discount.strategic_deal', { net_total_minor: 900 }, { payment_days: 61 }],
    ['rule.late', { payment_days: 60, net_total_minor: 1 }, { payment_days: 61 }],
    ['rule.tier', { net_total_minor: 1 }, { lines: [line({ custom: { tier: 'gold' } })] }],
    ['rule.cheap', { lines: [line({ quantity: 6 })] }, { lines: [line({ quantity: 4 })] }],
    ['override.pilot', { net_total_minor: 900 }, { net_total_minor: 700 }],
  ])('%s a version with %j is no worse, one with %j is', (rule, better, worse) => {
    expect(noWorse(rule, {})).toBe(true);
    expect(noWorse(rule, better)).toBe(true);
    expect(noWorse(rule, worse)).toBe(false);
  });

  it('that nobody knows, or that looks at other quotes, every version is worse', () => {
    for (const rule of ['rule.gone', 'discount.split_deal', 'else']) expect(noWorse(rule, {})).toBe(false);
  });

  it('every rule that may ask for approval says of the same version that it is no worse, but the one over other quotes', () => {
    const asking = RULE_IDS.filter((id) => id.startsWith('discount.'));
    const never = asking.filter((id) => !noWorse(id, {}));
    expect(never.sort()).toEqual([
      'discount.attribute_missing',
      'discount.attribute_out_of_range',
      'discount.backfill_refused',
      'discount.no_approval_needed',
      'discount.over_maximum',
      'discount.rate_missing',
      'discount.role_may_not_quote',
      'discount.role_unknown',
      'discount.segment_unknown',
      'discount.split_deal',
    ]);
  });
});

it('no number of steps that are each no worse than the approved version gives more than it', () => {
  const nets = fc.array(fc.integer({ min: 0, max: 1_200 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(nets, (steps) => {
      const kept = steps.filter((net) => noWorse('discount.manager_above_limit', { net_total_minor: net }));
      for (const net of kept) expect(net).toBeGreaterThanOrEqual(800);
    }),
  );
});
