import { beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_AMOUNT_MINOR } from './attribute.js';
import { loadPolicies } from './bundle.js';
import type { DiscountFacts } from './discount-facts.js';
import { discountFacts, limits, line, quoteOf, SAMPLE_CONFIG } from './facts.fixture.js';
import type { EmbeddedPolicies } from './policies.js';
import { approvals, ofArr, smb, sold } from './quotes.fixture.js';

let policies: EmbeddedPolicies;
beforeAll(async () => {
  policies = await loadPolicies();
});

const decide = (changes: Partial<DiscountFacts> = {}) => policies.decideDiscount(discountFacts(changes));

describe('R3 acceptance', () => {
  it('quote_discount_25_percent_smb_requires_manager_approval', () => {
    const verdict = decide(sold(100_000, 75_000));
    expect(verdict).toMatchObject({
      allow: true,
      segment: 'smb',
      required_approvals: ['SALES_MANAGER'],
      reasons: { SALES_MANAGER: ['discount.manager_above_limit'] },
      max_allowed_discount_bp: 2_000,
      max_allowed_discount: 0.2,
      flags: { legal_required: false, strategic: false },
      rationale: 'The discount is above what the submitter may give alone.',
    });
    expect(verdict.policy_version).toBe(policies.version);
    expect(verdict.trace.find(({ rule }) => rule === 'discount.manager_above_limit')).toEqual({
      rule: 'discount.manager_above_limit',
      fired: true,
      observed: 2_500,
      limit: 2_000,
    });
  });

  it('enterprise_contract_with_nonstandard_liability_requires_legal', () => {
    const config = approvals({ max_liability_minor: 100_000_000 });
    const enterprise = (quote: Partial<DiscountFacts['quote']>) =>
      decide({ config, ...ofArr(30_000_000), ...sold(1_000, 1_000, quote) });
    const verdict = enterprise({ liability_minor: 100_000_001, has_non_standard_terms: true });
    expect(verdict).toMatchObject({
      allow: true,
      segment: 'enterprise',
      required_approvals: ['LEGAL'],
      flags: { legal_required: true },
    });
    expect(verdict.reasons.LEGAL).toEqual([
      'discount.non_standard_terms',
      'discount.legal_for_segment',
      'discount.liability_over_limit',
    ]);
    expect(enterprise({ liability_minor: 100_000_000 }).required_approvals).toEqual([]);
    expect(enterprise({ liability_minor: 100_000_001 }).required_approvals).toEqual(['LEGAL']);
  });
});

describe('limits are strict, exact and of the segment', () => {
  it('lets exactly 20 % pass and stops one hundredth of a percent more', () => {
    expect(decide(sold(1_000_000, 800_000)).required_approvals).toEqual([]);
    expect(decide(sold(1_000_000, 799_900)).required_approvals).toEqual(['SALES_MANAGER']);
    expect(decide(sold(1_000_000, 799_999)).required_approvals).toEqual(['SALES_MANAGER']);
  });

  it('stays exact at the largest amounts', () => {
    const list = MAX_AMOUNT_MINOR - (MAX_AMOUNT_MINOR % 10);
    const atLimit = list - list / 5;
    expect(decide(sold(list, atLimit)).required_approvals).toEqual([]);
    expect(decide(sold(list, atLimit - 1)).required_approvals).toEqual(['SALES_MANAGER']);
  });

  it('adds finance strictly above 30 %', () => {
    expect(decide(sold(1_000_000, 700_000)).stages).toEqual([['SALES_MANAGER']]);
    expect(decide(sold(1_000_000, 699_999)).stages).toEqual([['SALES_MANAGER'], ['FINANCE']]);
  });

  it('gives enterprise a manager step above what an AE self-approves', () => {
    expect(decide({ ...ofArr(25_000_000), ...sold(1_000, 900) }).required_approvals).toEqual([]);
    expect(decide({ ...ofArr(25_000_000), ...sold(1_000, 899) }).required_approvals).toEqual(['SALES_MANAGER']);
  });

  it('counts an uplift, and a list price of nothing, as no discount', () => {
    const verdict = decide(sold(1_000, 1_500));
    expect(verdict).toMatchObject({ allow: true, required_approvals: [], rule_ids: ['discount.no_approval_needed'] });
    expect(verdict.trace.find(({ rule }) => rule === 'discount.manager_above_limit')?.observed).toBe(0);
    expect(decide(sold(0, 0))).toMatchObject({ allow: true, required_approvals: [] });
  });

  it('asks the VP strictly above an optional limit', () => {
    const config = smb({ vp_required_bp: 4_000 });
    expect(decide({ config, ...sold(1_000, 600) }).stages).toEqual([['SALES_MANAGER'], ['FINANCE']]);
    expect(decide({ config, ...sold(1_000, 599) }).stages).toEqual([['SALES_MANAGER'], ['FINANCE'], ['VP_SALES']]);
  });

  it('refuses a discount strictly over an optional maximum', () => {
    const config = smb({ max_discount_bp: 5_000 });
    expect(decide({ config, ...sold(1_000, 500) }).allow).toBe(true);
    const refused = decide({ config, ...sold(1_000, 499) });
    expect(refused).toMatchObject({
      allow: false,
      denial: { reason: 'discount.over_maximum' },
      required_approvals: [],
      stages: [],
    });
  });
});

describe('segment and ARR', () => {
  it.each([
    [5_000_000, 'smb'],
    [5_000_001, 'mid_market'],
    [24_999_999, 'mid_market'],
    [25_000_000, 'enterprise'],
  ])('places an ARR of %i in %s', (arr, segment) => {
    expect(decide(ofArr(arr))).toMatchObject({ segment, segment_source: 'account_arr' });
  });

  it("takes smb's limits for mid-market unless the config names its own", () => {
    expect(decide({ ...ofArr(6_000_000), ...sold(1_000, 800) }).max_allowed_discount_bp).toBe(2_000);
    const config = {
      ...SAMPLE_CONFIG,
      discounts: { ...SAMPLE_CONFIG.discounts, mid_market: limits({ ae_self_approve_bp: 1_500 }) },
    };
    expect(decide({ config, ...ofArr(6_000_000) }).max_allowed_discount_bp).toBe(1_500);
  });

  it("takes the deal's ARR where the account's is unknown: recurring net × 12 ÷ months", () => {
    const lines = [line(50_000_000, 50_000_000), line(90_000_000, 90_000_000, false)];
    const verdict = decide({ ...ofArr(null), quote: quoteOf(lines, { term_length_months: 24 }) });
    expect(verdict).toMatchObject({ segment: 'enterprise', segment_source: 'deal_arr', deal_arr_minor: 25_000_000 });
    const withoutTerm = decide({ account: null, quote: quoteOf([line(100, 90, false)], { term_length_months: null }) });
    expect(withoutTerm).toMatchObject({ segment: 'smb', deal_arr_minor: 90 });
  });

  it('asks the whole chain strictly over the ARR threshold, a fraction of a cent included', () => {
    const deal = (net: number, months: number) =>
      decide({ quote: quoteOf([line(net, net)], { term_length_months: months }) });
    expect(deal(25_000_000, 12).required_approvals).toEqual([]);
    expect(deal(25_000_001, 12).stages).toEqual([['SALES_MANAGER'], ['FINANCE']]);
    expect(deal(14_583_333, 7).required_approvals).toEqual([]);
    expect(deal(14_583_334, 7)).toMatchObject({
      required_approvals: ['SALES_MANAGER', 'FINANCE'],
      deal_arr_minor: 25_000_001,
    });
    expect(deal(27_083_333, 13)).toMatchObject({ required_approvals: [], deal_arr_minor: 24_999_999 });
    expect(deal(27_083_334, 13)).toMatchObject({
      required_approvals: ['SALES_MANAGER', 'FINANCE'],
      deal_arr_minor: 25_000_000,
    });
  });

  it('denies a segment without limits', () => {
    const config = { ...SAMPLE_CONFIG, discounts: { smb: limits({}) } };
    expect(decide({ config, ...ofArr(30_000_000) }).denial?.reason).toBe('discount.segment_unknown');
  });

  it('converts by the latest rate of the business date, and denies without one', () => {
    const exchange_rates = [
      { currency: 'EUR', from: '2026-01-01', minor_per_million: 1_100_000 },
      { currency: 'EUR', from: '2026-11-20', minor_per_million: 2_000_000 },
    ];
    const config = { ...SAMPLE_CONFIG, exchange_rates };
    const quote = quoteOf([line(20_000_000, 20_000_000)], { currency: 'EUR' });
    expect(decide({ config, quote, business_date: '2026-11-19' })).toMatchObject({
      deal_arr_minor: 22_000_000,
      required_approvals: [],
    });
    expect(decide({ config, quote }).required_approvals).toEqual(['SALES_MANAGER', 'FINANCE']);
    expect(decide({ config, quote, business_date: '2025-12-31' })).toMatchObject({
      allow: false,
      denial: { reason: 'discount.rate_missing' },
    });
  });
});

describe('terms, risk, products, strategic deals', () => {
  it('asks for legal on non-standard terms in every segment', () => {
    expect(decide(sold(1_000, 1_000, { has_non_standard_terms: true })).required_approvals).toEqual(['LEGAL']);
  });

  it('asks for finance on a longer term and on high risk', () => {
    const config = approvals({ max_term_months: 24 });
    expect(decide({ config, ...sold(1_000, 1_000, { term_length_months: 24 }) }).required_approvals).toEqual([]);
    expect(decide({ config, ...sold(1_000, 1_000, { term_length_months: 25 }) }).required_approvals).toEqual([
      'FINANCE',
    ]);
    expect(decide(sold(1_000, 1_000, { risk_level: 'high' })).required_approvals).toEqual(['FINANCE']);
  });

  it('brings the roles of a restricted product, and the VP for a strategic deal', () => {
    const config = approvals({ restricted_products: [{ sku: 'GTX-1', roles: ['LEGAL', 'FINANCE'] }] });
    expect(decide({ config }).stages).toEqual([['FINANCE', 'LEGAL']]);
    const strategic = decide({ opportunity: { id: 'o-1', stage: 'Engaging', strategic: true, type: null } });
    expect(strategic).toMatchObject({ required_approvals: ['VP_SALES'], flags: { strategic: true } });
  });

  it('uses the default chain for what names no role', () => {
    const config = approvals({ approval_chains: { default: ['VP_SALES'] } });
    const verdict = decide({ config, ...sold(1_000, 1_000, { has_non_standard_terms: true }) });
    expect(verdict).toMatchObject({
      required_approvals: ['VP_SALES'],
      rule_ids: ['discount.non_standard_terms', 'discount.default_chain'],
    });
    const empty = approvals({ approval_chains: {} });
    expect(
      decide({ config: empty, ...sold(1_000, 1_000, { has_non_standard_terms: true }) }).required_approvals,
    ).toEqual(['SALES_MANAGER']);
  });

  it('orders stages as configured, leaves empty ones out and puts a forgotten role last', () => {
    const config = approvals({ stages: [['LEGAL', 'VP_SALES'], ['FINANCE']] });
    const verdict = decide({ config, ...sold(1_000, 600, { has_non_standard_terms: true }) });
    expect(verdict.stages).toEqual([['LEGAL'], ['FINANCE'], ['SALES_MANAGER']]);
    expect(verdict.required_approvals).toEqual(['LEGAL', 'FINANCE', 'SALES_MANAGER']);
  });
});
