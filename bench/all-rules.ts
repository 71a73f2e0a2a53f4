/**
 * R3's limits with every kind of rule beside them that a submission may meet: rules over any attribute, exceptions, lines, product
 * mix, clauses, limits, deadlines. Few of them apply, as in life; all are asked. Only split deals are off: they lock the account's
 * family, and one family's submissions then go one after the other.
 */
export const ALL_RULES = `
currency: USD
time_zone: America/New_York
segments:
  - {name: smb, arr_max: 50000}
  - {name: enterprise, arr_min: 250000}
routing:
  default_strategy: queue
discounts:
  smb:
    ae_self_approve_pct: 0.2
    manager_required_pct: 0.2
    finance_required_pct: 0.3
    vp_required_pct: 0.5
    max_discount_pct: 0.7
  enterprise:
    ae_self_approve_pct: 0.1
    finance_required_pct: 0.3
    legal_required_for_non_standard: true
approvals:
  high_arr_threshold: 250000
  max_liability: 1000000
  max_term_months: 36
  approval_chains:
    default: [SALES_MANAGER]
    over_high_arr: [SALES_MANAGER, FINANCE]
    non_standard_terms: [LEGAL]
  restricted_products:
    - {sku: never-sold, roles: [LEGAL]}
  line_limits:
    - {max_line_discount_pct: 0.6, roles: [FINANCE]}
  product_mix:
    - {id: bundle, has: [hardware, support], lacks: [training], roles: [FINANCE]}
  clauses:
    uncapped_liability: [LEGAL]
    exclusivity: [VP_SALES]
  limits:
    SALES_MANAGER: {max_discount_pct: 0.4, max_amount: 500000}
  distinct_persons: true
  remind_after_minutes: 480
  escalate_after_minutes: 960
  quote_valid_days: 60
attributes:
  account: {tier: {type: enum, values: [gold, silver]}}
  quote: {channel: string}
rules:
  - {id: late_money, when: quote.payment_days > 45, then: {add_roles: [FINANCE]}}
  - id: gold_abroad
    when: {all: [account.custom.tier is known, account.custom.tier = gold, {not: "account.country in [US, CA]"}]}
    then: {add_roles: [LEGAL]}
  - id: risky_resale
    when: {any: [{all: [quote.custom.channel is known, quote.custom.channel = resale]}, quote.risk_level = high]}
    then: {add_roles: [FINANCE]}
overrides:
  - {id: spring, sku: never-sold, from: 2026-01-01, until: 2026-12-31, reason: launch, max_discount_pct: 0.8}
`;
