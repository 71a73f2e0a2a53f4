import { z } from 'zod';
import type { ApprovalFacts, ApproverRole, DiscountLimits } from '../../policy/config-facts.js';
import {
  amount,
  basisPoints,
  type ConfigContext,
  coreSection,
  defineSection,
  fraction,
  MID_MARKET,
  minorUnits,
  name,
  nearestKey,
} from '../tenancy/index.js';

const APPROVERS = ['SALES_MANAGER', 'FINANCE', 'LEGAL', 'VP_SALES'] as const satisfies readonly ApproverRole[];
const approver = z.enum(APPROVERS);
const chain = z.array(approver);

/** How many of a step's approvers must approve. */
export type ApprovalGroup = { rule: 'any' } | { rule: 'all' } | { rule: 'at_least'; count: number };

/** The most that a role may approve; null: no limit. Its holder decides under it, after delegation and escalation too. */
export interface ApprovalLimit {
  maxDiscountBp: number | null;
  /** Net of the quote, in minor units of the tenant's currency. */
  maxAmountMinor: number | null;
}

/** What the deal desk reads of the config beyond what its policy does. */
export interface DealDeskConfig {
  /** By approver role; a role that is not there needs any one of its holders. */
  groups: Partial<Record<ApproverRole, ApprovalGroup>>;
  /** By approver role; a role that is not there has no limit. */
  limits: Partial<Record<ApproverRole, ApprovalLimit>>;
  /** Whether one person may not decide for two roles of a quote. */
  distinctPersons: boolean;
  /** Elapsed minutes after which an open step escalates along REPORTS_TO; null: never. */
  escalateAfterMinutes: number | null;
  /** How many delegations may follow one another. */
  delegationHops: number;
  /** Whether approvers may answer with a counter-proposal. */
  counterProposals: boolean;
  /** Sum sibling quotes of the account family within so many days; null: off. */
  splitDealWindowDays: number | null;
}

const SELF_APPROVERS = ['sdr', 'csm', 'partner_manager', 'sales_manager', 'vp_sales', 'revops_admin'] as const;

const limits = z.strictObject({
  ae_self_approve_pct: fraction.default(0).describe('An AE approves alone up to this share of list, inclusive.'),
  manager_required_pct: fraction
    .optional()
    .describe('Sales manager above this, or above the self-approval if that is less.'),
  finance_required_pct: fraction.optional().describe('Finance above this.'),
  vp_required_pct: fraction.optional().describe('VP of sales above this.'),
  max_discount_pct: fraction.optional().describe('No quote above this may be submitted.'),
  legal_required_for_non_standard: z.boolean().default(false),
  self_approve_pct_by_role: z.partialRecord(z.enum(SELF_APPROVERS), fraction).default({}),
});

const group = z.union([z.enum(['any', 'all']), z.strictObject({ at_least: z.int().min(1).max(100) })]);

const approvals = z.strictObject({
  high_arr_threshold: amount.optional().describe('ARR over this brings the chain over_high_arr.'),
  max_liability: amount.optional().describe('Liability over this needs legal.'),
  max_term_months: z.int().positive().optional().describe('Terms over this many months need finance.'),
  approval_chains: z
    .record(name, chain)
    .default({})
    .describe('default, over_high_arr and non_standard_terms have meaning.'),
  restricted_products: z.array(z.strictObject({ sku: z.string().min(1), roles: chain.min(1) })).default([]),
  stages: z
    .array(chain.min(1))
    .default([['SALES_MANAGER'], ['FINANCE', 'LEGAL'], ['VP_SALES']])
    .describe('In order; the roles of one stage decide in parallel.'),
  groups: z
    .partialRecord(approver, group)
    .default({})
    .describe('How many holders of a role must approve; any one by default.'),
  limits: z
    .partialRecord(approver, z.strictObject({ max_discount_pct: fraction.optional(), max_amount: amount.optional() }))
    .default({})
    .describe('The most that a role may approve.'),
  distinct_persons: z.boolean().default(false).describe('One person may not decide for two roles of a quote.'),
  escalate_after_minutes: z
    .int()
    .min(1)
    .max(527_040)
    .nullable()
    .default(1440)
    .describe('Elapsed minutes until an open step escalates; null: never.'),
  delegation_hops: z.int().min(1).max(5).default(1),
  counter_proposals: z.boolean().default(true),
  split_deals: z
    .strictObject({ detect: z.boolean().default(false), window_days: z.int().min(1).max(366).default(90) })
    .prefault({})
    .describe('Whether sibling quotes of the account family are summed.'),
});

const shape = {
  discounts: z.record(name, limits).default({}).describe('Thresholds by segment.'),
  approvals: approvals.prefault({}),
};

/** The `discounts` and `approvals` keys: thresholds by segment, chains, stages, limits. */
export const dealDeskSection = defineSection({
  name: 'dealdesk',
  shape,
  normalise(raw, context) {
    const core = context.earlier(coreSection);
    const discounts = discountLimits(raw.discounts, core.segmentNames, context);
    const facts = { discounts, approvals: approvalFacts(raw.approvals, core.currency, context) };
    return { data: deskConfig(raw.approvals, core.currency, context), facts };
  },
});

/**
 * Limits of every segment. Mid-market takes smb's where it has none of its own; any other segment without
 * limits lets nobody self-approve, and its author is told.
 */
function discountLimits(
  raw: Record<string, z.output<typeof limits>>,
  segments: readonly string[],
  context: ConfigContext,
): Record<string, DiscountLimits> {
  for (const key of Object.keys(raw)) {
    if (segments.includes(key)) continue;
    const near = nearestKey(key, segments);
    context.error(
      ['discounts', key],
      `Segment "${key}" is not defined in segments${near ? `; did you mean "${near}"?` : '.'}`,
    );
  }
  return Object.fromEntries(
    segments.map((segment) => {
      const own = raw[segment] ?? (segment === MID_MARKET ? raw.smb : undefined);
      if (!own && segment !== MID_MARKET) {
        context.warn(['discounts'], `Segment "${segment}" has no thresholds: every discount in it needs a manager.`);
      }
      return [segment, limitFacts(own ?? limits.parse({}))];
    }),
  );
}

function limitFacts(raw: z.output<typeof limits>): DiscountLimits {
  const optional = (share: number | undefined) => (share === undefined ? null : basisPoints(share));
  return {
    ae_self_approve_bp: basisPoints(raw.ae_self_approve_pct),
    manager_required_bp: optional(raw.manager_required_pct),
    finance_required_bp: optional(raw.finance_required_pct),
    vp_required_bp: optional(raw.vp_required_pct),
    max_discount_bp: optional(raw.max_discount_pct),
    legal_required_for_non_standard: raw.legal_required_for_non_standard,
    self_approve_bp_by_role: Object.fromEntries(
      Object.entries(raw.self_approve_pct_by_role).map(([role, share]) => [role, basisPoints(share)]),
    ),
  };
}

type RawApprovals = z.output<typeof approvals>;

function approvalFacts(raw: RawApprovals, currency: string, context: ConfigContext): ApprovalFacts {
  const minor = (key: 'high_arr_threshold' | 'max_liability') =>
    raw[key] === undefined ? null : minorUnits(raw[key], currency, ['approvals', key], context);
  const placed = raw.stages.flat();
  for (const [n, role] of placed.entries()) {
    if (placed.indexOf(role) < n) context.error(['approvals', 'stages'], `${role} is in the stages twice.`);
  }
  for (const role of APPROVERS.filter((each) => !placed.includes(each))) {
    context.warn(['approvals', 'stages'], `${role} is in no stage: it decides after those that are.`);
  }
  return {
    high_arr_threshold_minor: minor('high_arr_threshold'),
    max_liability_minor: minor('max_liability'),
    max_term_months: raw.max_term_months ?? null,
    approval_chains: raw.approval_chains,
    restricted_products: raw.restricted_products,
    stages: raw.stages,
  };
}

function deskConfig(raw: RawApprovals, currency: string, context: ConfigContext): DealDeskConfig {
  const groups = Object.entries(raw.groups).map(([role, rule]) => [
    role,
    typeof rule === 'string' ? { rule } : { rule: 'at_least', count: rule.at_least },
  ]);
  const caps = Object.entries(raw.limits).map(([role, limit]) => [
    role,
    {
      maxDiscountBp: limit.max_discount_pct === undefined ? null : basisPoints(limit.max_discount_pct),
      maxAmountMinor:
        limit.max_amount === undefined
          ? null
          : minorUnits(limit.max_amount, currency, ['approvals', 'limits', role, 'max_amount'], context),
    },
  ]);
  return {
    groups: Object.fromEntries(groups),
    limits: Object.fromEntries(caps),
    distinctPersons: raw.distinct_persons,
    escalateAfterMinutes: raw.escalate_after_minutes,
    delegationHops: raw.delegation_hops,
    counterProposals: raw.counter_proposals,
    splitDealWindowDays: raw.split_deals.detect ? raw.split_deals.window_days : null,
  };
}
