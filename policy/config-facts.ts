/**
 * What policies read of a tenant's RevOpsConfig: normalised, integers only (basis points, minor units, minutes),
 * regions as ISO codes, every optional limit present or null. It is the `config` part of every policy input.
 */
export interface ConfigFacts {
  /** ISO 4217; every money threshold below is in its minor units. */
  currency: string;
  segments: SegmentFacts[];
  routing: RoutingFacts;
  discounts: Record<string, DiscountLimits>;
  approvals: ApprovalFacts;
  /** Dated rates into `currency`; left out: none. A quote in a currency without a rate on its date is denied. */
  exchange_rates?: ExchangeRate[];
  /** What the tenant knows of its records beside what the product does; left out: nothing. */
  attributes?: AttributeDeclaration[];
  /** The tenant's own rules over any attribute, in their order; left out: none. */
  rules?: RuleFacts[];
  /** The tenant's dated exceptions; left out: none. */
  overrides?: OverrideFacts[];
  /** What a contract's activation needs; left out: any jurisdiction, no receipts but the product's own. */
  activation?: ActivationFacts;
}

/** An attribute that a tenant declares; facts hold its values under `custom` of the record. */
export interface AttributeDeclaration {
  entity: 'lead' | 'account' | 'opportunity' | 'quote' | 'line';
  name: string;
  type: 'integer' | 'boolean' | 'string' | 'enum' | 'date';
  /** What an enum may be; null for the other types. */
  values: string[] | null;
  unit: string | null;
  /** Whether it may name a person: its values belong in the erasable payload. */
  personal: boolean;
}

export type TestOperator = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'not_in' | 'known' | 'unknown';
export type TestValue = number | boolean | string | (string | number)[] | null;

/** What a rule asks of one attribute. Of a list (the lines, the roles) one item that fits is enough, unless `every`. */
export interface Test {
  /** As in the catalogue (rule-attributes.ts): "quote.payment_days", "account.custom.tier", "line.sku". */
  attribute: string;
  /** Where facts hold it; "line" stands for each line of the quote, "deal" for what is derived from it. */
  path: string[];
  op: TestOperator;
  /** A list for `in` and `not_in`, null for `known` and `unknown`. */
  value: TestValue;
  /** Every item must fit, and not just one: what `not` makes of a test over a list. */
  every?: boolean;
}

/** One of the tenant's rules. */
export interface RuleFacts {
  /** Its author's, unique; verdicts name it "rule.<id>". */
  id: string;
  applies_to: 'discount' | 'routing';
  /** Disjunctive normal form (rule-conditions.ts): it matches when all tests of any of the lists fit. */
  when: Test[][];
  /** Roles or a denial for discounts; a strategy, a pool or a team for routing. */
  then: {
    add_roles: ApproverRole[];
    deny: boolean;
    strategy: StrategyName | null;
    pool: string | null;
    team: string | null;
  };
  /** Whether later rules are not asked when this one matched. */
  stop: boolean;
  /** Its author's sentence, for the verdict's rationale. */
  rationale: string | null;
}

/** A dated exception for an account, a product, a segment, or several of them at once (null: any). */
export interface OverrideFacts {
  /** Its author's, unique; verdicts name it "override.<id>". */
  id: string;
  account_id: string | null;
  sku: string | null;
  segment: string | null;
  /** First day, `YYYY-MM-DD`. */
  from: string;
  /** Last day, inclusive. */
  until: string;
  reason: string;
  effect: OverrideEffect;
}

/** What an exception changes; null leaves the segment's limit as it is. */
export interface OverrideEffect {
  ae_self_approve_bp: number | null;
  max_discount_bp: number | null;
  finance_required_bp: number | null;
  vp_required_bp: number | null;
  waive_roles: ApproverRole[];
  add_roles: ApproverRole[];
  deny: boolean;
}

/** What a contract needs before it is activated. */
export interface ActivationFacts {
  /** ISO 3166-1 alpha-2; empty: any. */
  allowed_jurisdictions: string[];
  /** Receipt steps that must be there beside those that the product always asks for. */
  required_receipts: string[];
}

/** What a currency is worth in the config's own from a date on, until the next entry of that currency. */
export interface ExchangeRate {
  /** ISO 4217, of the foreign currency. */
  currency: string;
  /** First day of validity, `YYYY-MM-DD`. */
  from: string;
  /** Minor units of the config's currency for one million minor units of the foreign one. */
  minor_per_million: number;
}

export interface SegmentFacts {
  name: string;
  /** Inclusive bounds on ARR; null is open. */
  arr_min_minor: number | null;
  arr_max_minor: number | null;
  /** Inclusive employee bands, used for leads whose segment is not known otherwise. */
  employees_min: number | null;
  employees_max: number | null;
}

export interface RoutingFacts {
  /** Ordered: the first that yields an owner, team or pool wins; `default_strategy` comes last. */
  strategies: StrategyFacts[];
  default_strategy: StrategyName;
  /** Keyed by territory name. Regions are "US-CA" (ISO 3166-2) or "GB" (ISO 3166-1). `team` is a team's handle. */
  territories: Record<string, { regions: string[]; team: string; segment: string | null }>;
  /** Keyed by pool name: round robin pools; members are user handles. `team` catches what no member can take. */
  pools: Record<string, { members: string[]; team: string | null }>;
  /** Company domain or normalised name to a user's handle. */
  named_accounts: { domain: string | null; company: string | null; owner: string }[];
  /** First match wins; a null key matches everything. Minutes are working minutes. */
  sla: { segment: string | null; country: string | null; minutes: number }[];
  /** Lead attributes that must be known before routing: what is missing is asked for as `required_enrichment`. */
  required_attributes: string[];
  /** E-mail domains refused at preflight. */
  blocked_domains: string[];
  /** Whether existing customers go to the account's CSM and not to its owner. */
  customers_to_csm: boolean;
}

export type StrategyName =
  | 'account_owner_follows'
  | 'named_account'
  | 'territory'
  | 'segment'
  | 'round_robin'
  | 'capacity'
  | 'queue';

/** One routing rule. `pool` or `team` say where a match goes; `segments`, `countries` restrict it (null: any). */
export interface StrategyFacts {
  id: string;
  strategy: StrategyName;
  pool: string | null;
  team: string | null;
  segments: string[] | null;
  countries: string[] | null;
}

/** Limits of one segment, in basis points of list; null: no such limit. */
export interface DiscountLimits {
  ae_self_approve_bp: number;
  manager_required_bp: number | null;
  finance_required_bp: number | null;
  vp_required_bp: number | null;
  max_discount_bp: number | null;
  legal_required_for_non_standard: boolean;
  /** Self-approval of roles other than AE, by role name; absent: 0. */
  self_approve_bp_by_role: Record<string, number>;
}

export interface ApprovalFacts {
  high_arr_threshold_minor: number | null;
  /** Liability over this needs legal; null: no limit. */
  max_liability_minor: number | null;
  /** Terms over this many months need finance; null: no limit. */
  max_term_months: number | null;
  /** Chain name to approver roles; `default`, `over_high_arr` and `non_standard_terms` have meaning. */
  approval_chains: Record<string, ApproverRole[]>;
  /** Products whose sale brings roles of their own. */
  restricted_products: { sku: string; roles: ApproverRole[] }[];
  /** Stages in order; the roles of one stage decide in parallel. */
  stages: ApproverRole[][];
  /** A single line over one of these brings its roles. */
  line_limits?: { max_line_discount_bp: number; roles: ApproverRole[] }[];
  /** Products sold together, or without others: SKUs or families; all of `has` are there and none of `lacks`. */
  product_mix?: { id: string; has: string[]; lacks: string[]; roles: ApproverRole[] }[];
  /** Clause type to the roles that non-standard terms of it bring. */
  clauses?: Record<string, ApproverRole[]>;
  /** Whether quotes of the account family in the days before count together with a quote; null: they do not. */
  split_deals?: SplitDealFacts | null;
}

/** Detection of deals that are split to stay under limits. */
export interface SplitDealFacts {
  /** From 1 to 90. */
  window_days: number;
  /** Roles beside those of the limits that the sum exceeds; empty: those alone. */
  roles: ApproverRole[];
}

export type ApproverRole = 'SALES_MANAGER' | 'FINANCE' | 'LEGAL' | 'VP_SALES';
