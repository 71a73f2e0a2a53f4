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
}

export type ApproverRole = 'SALES_MANAGER' | 'FINANCE' | 'LEGAL' | 'VP_SALES';
