import type { ConfigFacts, DiscountLimits } from './config-facts.js';
import type { DiscountFacts } from './discount-facts.js';
import type { LeadRoutingFacts } from './routing-facts.js';

/** For tests: R3's sample RevOpsConfig as facts (amounts in cents), with a team and a pool to route to. */
export const SAMPLE_CONFIG: ConfigFacts = {
  currency: 'USD',
  segments: [segment('smb', null, 5_000_000), segment('enterprise', 25_000_000, null)],
  routing: {
    strategies: [],
    default_strategy: 'territory',
    territories: { na_west: { regions: ['US-CA', 'US-OR', 'US-WA'], team: 'na_west', segment: null } },
    pools: { sdr_global: { members: ['sdr-1', 'sdr-2'], team: null } },
    named_accounts: [],
    sla: [],
    required_attributes: [],
    blocked_domains: [],
    customers_to_csm: false,
  },
  discounts: {
    smb: limits({ ae_self_approve_bp: 2_000, manager_required_bp: 2_000 }),
    enterprise: limits({ ae_self_approve_bp: 1_000, legal_required_for_non_standard: true }),
  },
  approvals: {
    high_arr_threshold_minor: 25_000_000,
    max_liability_minor: null,
    max_term_months: null,
    approval_chains: {
      default: ['SALES_MANAGER'],
      over_high_arr: ['SALES_MANAGER', 'FINANCE'],
      non_standard_terms: ['LEGAL'],
    },
    restricted_products: [],
    stages: [],
  },
};

function segment(name: string, min: number | null, max: number | null): ConfigFacts['segments'][number] {
  return { name, arr_min_minor: min, arr_max_minor: max, employees_min: null, employees_max: null };
}

/** Limits of a segment: finance above 30 %, nothing else. */
export function limits(given: Partial<DiscountLimits>): DiscountLimits {
  return {
    ae_self_approve_bp: 0,
    manager_required_bp: null,
    finance_required_bp: 3_000,
    vp_required_bp: null,
    max_discount_bp: null,
    legal_required_for_non_standard: false,
    self_approve_bp_by_role: {},
    ...given,
  };
}

/** A line of a quote; list and net in minor units. */
export const line = (list_minor: number, net_minor: number, recurring = true, sku = 'GTX-1') => ({
  sku,
  quantity: 1,
  list_minor,
  net_minor,
  recurring,
});

/** An AE's quote of one yearly line for an smb account, at list. */
export function discountFacts(changes: Partial<DiscountFacts> = {}): DiscountFacts {
  return {
    config: SAMPLE_CONFIG,
    now: '2026-11-20T10:15:30.123Z',
    business_date: '2026-11-20',
    backfill: false,
    submitter: { id: 'u-ae', roles: ['ae'], seat: 'DECISION' },
    on_behalf_of: null,
    quote: quoteOf([line(1_000_000, 1_000_000)]),
    account: {
      id: 'a-1',
      segment: null,
      arr_minor: 4_000_000,
      region: null,
      country: 'US',
      customer_status: 'prospect',
      industry: 'software',
      employees: 120,
      owner_id: 'u-ae',
    },
    opportunity: { id: 'o-1', stage: 'Engaging', strategic: false, type: null },
    siblings: [],
    siblings_log_position: null,
    ...changes,
  };
}

/** A quote of these lines, with totals that agree. */
export function quoteOf(
  lines: DiscountFacts['quote']['lines'],
  changes: Partial<DiscountFacts['quote']> = {},
): DiscountFacts['quote'] {
  return {
    id: 'q-1',
    version: 1,
    currency: 'USD',
    list_total_minor: lines.reduce((sum, item) => sum + item.list_minor, 0),
    net_total_minor: lines.reduce((sum, item) => sum + item.net_minor, 0),
    term_length_months: 12,
    has_non_standard_terms: false,
    liability_minor: null,
    payment_days: 30,
    risk_level: null,
    product_mix: ['GTX'],
    clauses: [],
    lines,
    ...changes,
  };
}

/** A lead from the web form of a company without an account. */
export function leadFacts(
  lead: Partial<LeadRoutingFacts['lead']> = {},
  changes: Partial<LeadRoutingFacts> = {},
): LeadRoutingFacts {
  return {
    config: SAMPLE_CONFIG,
    now: '2026-11-20T10:15:30.123Z',
    subject: { type: 'api_key', id: 'k-1', roles: [] },
    lead: {
      id: 'l-1',
      country: 'US',
      state: null,
      segment: null,
      company_size: null,
      industry: null,
      email_domain: 'mail.acme.example',
      company_domain: 'acme.example',
      company_key: 'acme',
      source: 'form',
      utm_source: null,
      utm_medium: null,
      utm_campaign: null,
      utm_term: null,
      utm_content: null,
      previous_owners: [],
      ...lead,
    },
    account: null,
    match: null,
    named_owners: {},
    ...changes,
  };
}

/** The account that a lead was matched to: a customer with an active owner and CSM. */
export const matchedAccount = (changes: Partial<NonNullable<LeadRoutingFacts['account']>> = {}) => ({
  id: 'a-1',
  owner_id: 'u-owner',
  owner_handle: 'owner',
  owner_active: true,
  csm_id: 'u-csm',
  csm_handle: 'csm',
  csm_active: true,
  customer_status: 'customer' as const,
  segment: null,
  arr_minor: null,
  region: null,
  country: 'US',
  industry: null,
  employees: null,
  ...changes,
});

/** The sample config with its routing changed. */
export const routingConfig = (changes: Partial<ConfigFacts['routing']>): ConfigFacts => ({
  ...SAMPLE_CONFIG,
  routing: { ...SAMPLE_CONFIG.routing, ...changes },
});
