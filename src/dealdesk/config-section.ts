import { z } from 'zod';
import type { ApprovalFacts, DiscountLimits } from '../../policy/config-facts.js';
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
import { APPROVERS, approvalRules, approvalRulesShape, chain } from './config-approval-rules.js';
import { settingsShape, writtenSettings } from './config-approvals.js';
import { FEATURES, type WrittenSettings } from './settings.js';

/** Who may quote beside the AE. */
const SELF_APPROVERS = ['csm', 'partner_manager', 'sales_manager'] as const;
/** The chains that a rule asks for. */
const CHAINS = ['default', 'over_high_arr', 'non_standard_terms'] as const;

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

const approvals = z.strictObject({
  high_arr_threshold: amount.optional().describe('ARR over this brings the chain over_high_arr.'),
  max_liability: amount.optional().describe('Liability over this needs legal.'),
  max_term_months: z.int().positive().optional().describe('Terms over this many months need finance.'),
  approval_chains: z.partialRecord(z.enum(CHAINS), chain).default({}),
  restricted_products: z.array(z.strictObject({ sku: z.string().min(1), roles: chain.min(1) })).default([]),
  stages: z
    .array(chain.min(1))
    .default([['SALES_MANAGER'], ['FINANCE', 'LEGAL'], ['VP_SALES']])
    .describe('In order; the roles of one stage decide in parallel.'),
  ...approvalRulesShape,
  ...settingsShape,
});

const shape = {
  discounts: z.record(name, limits).default({}).describe('Thresholds by segment.'),
  approvals: approvals.prefault({}),
  features: z
    .partialRecord(z.enum(FEATURES), z.boolean())
    .optional()
    .describe('Flows that are off; each is on when left out.'),
};

/** The `discounts`, `approvals` and `features` keys: what policies read; who decides, until when, and which flows are off. */
export const dealDeskSection = defineSection({
  name: 'dealdesk',
  shape,
  normalise(raw, context) {
    const core = context.earlier(coreSection);
    const discounts = discountLimits(raw.discounts, core.segmentNames, context);
    const facts = { discounts, approvals: approvalFacts(raw.approvals, core.currency, context) };
    const data: WrittenSettings = {
      ...writtenSettings(raw.approvals, core.currency, context),
      ...(raw.features && { features: raw.features }),
    };
    return { data, facts };
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
    ...approvalRules(raw, context),
  };
}
