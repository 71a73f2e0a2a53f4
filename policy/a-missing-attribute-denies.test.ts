import { beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_AMOUNT_MINOR } from './attribute.js';
import { loadPolicies } from './bundle.js';
import type { DiscountFacts } from './discount-facts.js';
import { discountFacts, quoteOf } from './facts.fixture.js';
import { MalformedFacts } from './facts-check.js';
import type { EmbeddedPolicies } from './policies.js';
import { sold } from './quotes.fixture.js';

let policies: EmbeddedPolicies;
beforeAll(async () => {
  policies = await loadPolicies();
});

const decide = (changes: Partial<DiscountFacts> = {}) => policies.decideDiscount(discountFacts(changes));

describe('attributes', () => {
  const without = (path: string): DiscountFacts => {
    const facts = structuredClone(discountFacts()) as unknown as Record<string, unknown>;
    const keys = path.split('.');
    const last = keys.pop() as string;
    delete (keys.reduce((part, key) => part[key] as Record<string, unknown>, facts) as Record<string, unknown>)[last];
    return facts as unknown as DiscountFacts;
  };

  it.each([
    'quote.currency',
    'quote.list_total_minor',
    'quote.net_total_minor',
    'quote.lines',
    'quote.term_length_months',
    'quote.has_non_standard_terms',
    'quote.liability_minor',
    'quote.risk_level',
    'submitter.roles',
    'account',
    'account.arr_minor',
    'on_behalf_of',
    'opportunity',
    'opportunity.strategic',
    'business_date',
    'backfill',
    'config.discounts',
    'config.approvals.stages',
  ])('denies and names %s when it is not there', (path) => {
    const verdict = policies.decideDiscount(without(path));
    expect(verdict.denial).toMatchObject({ reason: 'discount.attribute_missing', missing: [path] });
    expect(verdict).toMatchObject({ allow: false, required_approvals: [] });
  });

  it('does not miss what no rule of today reads', () => {
    expect(policies.decideDiscount(without('account.industry')).allow).toBe(true);
  });

  it('names what is out of range, and totals that contradict their lines', () => {
    expect(decide(sold(MAX_AMOUNT_MINOR + 1, 1)).denial).toMatchObject({
      reason: 'discount.attribute_out_of_range',
      out_of_range: expect.arrayContaining(['quote.list_total_minor', 'quote.lines.0.list_minor']),
    });
    for (const term_length_months of [0, 1.5, -1]) {
      expect(decide(sold(1, 1, { term_length_months })).denial?.out_of_range).toEqual(['quote.term_length_months']);
    }
    expect(decide(sold(1_000, 900, { list_total_minor: 950 })).denial?.out_of_range).toEqual([
      'quote.list_total_minor',
    ]);
    expect(decide({ quote: quoteOf([]) }).denial?.missing).toEqual(['quote.lines']);
  });

  it('throws on facts of the wrong type', () => {
    expect(() => decide(sold(1, 1, { has_non_standard_terms: 'yes' as never }))).toThrow(MalformedFacts);
  });
});
