import type { ConfigFacts, RuleFacts } from '../policy/config-facts.js';
import type { DiscountFacts } from '../policy/discount-facts.js';

const limits = (ae: number, finance: number) => ({
  ae_self_approve_bp: ae,
  manager_required_bp: ae,
  finance_required_bp: finance,
  vp_required_bp: 4_000,
  max_discount_bp: 6_000,
  legal_required_for_non_standard: true,
  self_approve_bp_by_role: { csm: 500 },
});

const segment = (name: string, min: number | null, max: number | null) => ({
  name,
  arr_min_minor: min,
  arr_max_minor: max,
  employees_min: null,
  employees_max: null,
});

const APPROVALS: ConfigFacts['approvals'] = {
  high_arr_threshold_minor: 25_000_000,
  max_liability_minor: 100_000_000,
  max_term_months: 36,
  approval_chains: {
    default: ['SALES_MANAGER'],
    over_high_arr: ['SALES_MANAGER', 'FINANCE'],
    non_standard_terms: ['LEGAL'],
  },
  restricted_products: [{ sku: 'MG-9', roles: ['LEGAL'] }],
  stages: [['SALES_MANAGER'], ['FINANCE', 'LEGAL'], ['VP_SALES']],
  line_limits: [{ max_line_discount_bp: 3_500, roles: ['VP_SALES'] }],
  product_mix: [{ id: 'hardware_alone', has: ['GTX'], lacks: ['CARE'], roles: ['SALES_MANAGER'] }],
  clauses: { liability: ['LEGAL'], audit: ['LEGAL'], payment: ['FINANCE'] },
  split_deals: { window_days: 30, roles: ['FINANCE'] },
};

const QUARTER = {
  sku: null,
  segment: null,
  from: '2026-10-01',
  until: '2026-12-31',
  reason: 'Agreed for the quarter.',
};
const NO_EFFECT = {
  ae_self_approve_bp: null,
  max_discount_bp: null,
  finance_required_bp: null,
  vp_required_bp: null,
  waive_roles: [],
  add_roles: [],
  deny: false,
};

/** An enterprise's config: every kind of rule configured, three rules over attributes of any kind, two exceptions. */
const CONFIG: ConfigFacts = {
  currency: 'USD',
  exchange_rates: [{ currency: 'EUR', from: '2026-01-01', minor_per_million: 1_080_000 }],
  segments: [
    segment('smb', null, 5_000_000),
    segment('mid_market', 5_000_001, 24_999_999),
    segment('enterprise', 25_000_000, null),
  ],
  routing: {
    strategies: [],
    default_strategy: 'queue',
    territories: {},
    pools: {},
    named_accounts: [],
    sla: [],
    required_attributes: [],
    blocked_domains: [],
    customers_to_csm: false,
  },
  discounts: { smb: limits(2_000, 3_000), mid_market: limits(1_500, 2_500), enterprise: limits(1_000, 2_000) },
  approvals: APPROVALS,
  attributes: [{ entity: 'account', name: 'tier', type: 'enum', values: ['key', 'base'], unit: null, personal: false }],
  rules: [
    rule('slow_payment', 'quote.payment_days', 'gt', 45),
    rule('key_account', 'account.custom.tier', 'eq', 'key'),
    rule('abroad', 'account.country', 'not_in', ['US', 'CA', 'GB']),
  ],
  overrides: [
    { id: 'acme', account_id: 'a-1', ...QUARTER, effect: { ...NO_EFFECT, ae_self_approve_bp: 2_500 } },
    { id: 'other', account_id: 'a-2', ...QUARTER, effect: { ...NO_EFFECT, deny: true } },
  ],
};

function rule(id: string, attribute: string, op: 'gt' | 'eq' | 'not_in', value: number | string | string[]): RuleFacts {
  return {
    id,
    applies_to: 'discount',
    when: [[{ attribute, path: attribute.split('.'), op, value }]],
    // biome-ignore lint/suspicious/noThenProperty: the word of RevOpsConfig; nobody awaits a rule.
    then: { add_roles: ['FINANCE'], deny: false, strategy: null, pool: null, team: null },
    stop: false,
    rationale: 'The tenant asks for it.',
  };
}

const SIBLINGS: DiscountFacts['siblings'] = [1, 2].map((one) => ({
  quote_id: `s-${one}`,
  version: 1,
  status: 'approved',
  currency: 'USD',
  list_total_minor: 900_000,
  net_total_minor: 800_000,
  recurring_net_minor: 800_000,
  term_length_months: 12,
  submitted_on: '2026-11-10',
}));

/** Deals of one tenant from no discount to too much of it, under one config object, as a process has it. */
export const deals = (): DiscountFacts[] => [0, 5, 15, 21, 26, 33, 45, 70].map(deal);

const deal = (percent: number, n: number): DiscountFacts => ({
  config: CONFIG,
  now: '2026-11-20T10:15:30.123Z',
  business_date: '2026-11-20',
  backfill: false,
  submitter: { id: 'u-1', roles: ['ae'], seat: 'DECISION' },
  on_behalf_of: null,
  quote: quote(percent, n),
  account: {
    id: 'a-1',
    segment: null,
    arr_minor: 4_000_000 * (n + 1),
    region: 'EMEA',
    country: n % 2 ? 'DE' : 'US',
    customer_status: 'customer',
    industry: 'software',
    employees: 120,
    owner_id: 'u-1',
    custom: { tier: n % 2 ? 'key' : 'base' },
  },
  opportunity: { id: 'o-1', stage: 'Engaging', strategic: false, type: null, custom: {} },
  siblings: SIBLINGS,
  siblings_log_position: null,
});

function quote(percent: number, n: number): DiscountFacts['quote'] {
  const lines = [1_200_000, 340_000, 60_000].map((list_minor, item) => ({
    sku: ['GTX-1', 'GTX-2', 'CARE-1'][item] as string,
    quantity: item + 1,
    list_minor,
    net_minor: (list_minor * (100 - percent)) / 100,
    recurring: item !== 1,
    family: item === 2 ? 'CARE' : 'GTX',
    custom: {},
  }));
  return {
    id: `q-${n}`,
    version: 2,
    currency: n % 2 ? 'EUR' : 'USD',
    list_total_minor: 1_600_000,
    net_total_minor: 16_000 * (100 - percent),
    term_length_months: 24,
    has_non_standard_terms: n % 3 === 0,
    liability_minor: null,
    payment_days: n % 4 ? 30 : 60,
    risk_level: n % 5 ? 'low' : 'high',
    product_mix: ['CARE', 'GTX'],
    clauses: n % 3 ? [] : ['payment'],
    custom: {},
    lines,
  };
}
