import { z } from 'zod';
import { role, strategy } from './roles.js';

const code = z.string().min(1);
const integer = z.int();

/** Why a policy denied: one rule, and the attributes that it names. */
const denial = z.object({
  /** The first rule that denied. */
  reason: code,
  /** Attributes that are not there, or unknown where the rules need them. */
  missing: z.array(code),
  /** Attributes beyond what a policy takes (or totals that contradict their lines). */
  out_of_range: z.array(code),
});

/** What every verdict carries, whatever it decides. */
const common = {
  allow: z.boolean(),
  denial: denial.nullable(),
  /** The rules that made the verdict, in the order of the policy. */
  rule_ids: z.array(code),
  /** One sentence per rule id. */
  rationale: z.string(),
  /** SHA-256 of the compiled bundle. */
  policy_version: z.string().regex(/^[0-9a-f]{64}$/),
};

/** discount_approvals (R3's decision schema, with what semantics.md adds). */
export const discountVerdictSchema = z
  .strictObject({
    ...common,
    /** The most this submitter may give by the discount limits alone, in basis points of list. */
    max_allowed_discount_bp: z.int().min(0).max(10_000),
    /** The same as R3's fraction, for display. */
    max_allowed_discount: z.number().min(0).max(1),
    /** Unique, in the order of the stages. */
    required_approvals: z.array(role),
    /** The rules that asked for each role. */
    reasons: z.partialRecord(role, z.array(code)),
    /** One after the other; the roles of one stage decide in parallel. */
    stages: z.array(z.array(role).min(1)),
    flags: z.strictObject({ legal_required: z.boolean(), strategic: z.boolean() }),
    segment: code.nullable(),
    segment_source: z.enum(['account_arr', 'deal_arr']).nullable(),
    /** The deal's ARR in minor units of the config's currency, rounded down. */
    deal_arr_minor: z.int().min(0).nullable(),
    /** Each rule that fired or had a limit to hold against, with what it saw. */
    trace: z.array(
      z.strictObject({
        rule: code,
        fired: z.boolean(),
        observed: integer.nullable(),
        limit: integer.nullable(),
        /** Roles that this exception of the tenant takes away, though rules asked for them; left out: none. */
        waived: z.array(role).optional(),
      }),
    ),
  })
  .refine((verdict) => verdict.allow === (verdict.denial === null), 'A denial, and only a denial, has its reason')
  .refine((verdict) => sameRoles(verdict.stages.flat(), verdict.required_approvals), 'Stages and roles disagree');

/** Whether a quote may be submitted, and who must approve it. */
export type DiscountVerdict = z.infer<typeof discountVerdictSchema>;

/** lead_routing (R3's decision schema, with what semantics.md adds). */
export const routingVerdictSchema = z
  .strictObject({
    ...common,
    /** The owner's user id; null when a pool or a team's queue takes the lead. */
    assignee: code.nullable(),
    /** The owner's handle, which may hold a name: not for stored business payloads. */
    assignee_handle: code.nullable(),
    /** Handle of the team that takes what nobody else does. */
    team: code.nullable(),
    /** Name of the pool whose next member takes the lead (policy/round-robin.ts). */
    pool: code.nullable(),
    route_strategy: strategy.nullable(),
    /** Id of the config's strategy rule that won; null when none did. */
    strategy_rule: code.nullable(),
    segment: code.nullable(),
    /** Working minutes until the first touch; null: no target. */
    sla_minutes: z.int().min(0).nullable(),
    conflicts: z.array(code),
    required_enrichment: z.array(code),
    /** Whom a pool passes over for this lead. */
    exclusions: z.array(z.strictObject({ handle: code, reason: z.enum(['lost_it_before', 'inactive']) })),
    /** Every strategy in order with why it takes the lead ("matched") or not; the first that matched won. */
    trace: z.array(z.strictObject({ rule: code, strategy: strategy.nullable(), code })),
  })
  .refine((verdict) => verdict.allow === (verdict.denial === null), 'A denial, and only a denial, has its reason')
  .refine((verdict) => verdict.allow === (verdict.route_strategy !== null), 'Who is allowed has somewhere to go');

/** Where a lead goes. */
export type RoutingVerdict = z.infer<typeof routingVerdictSchema>;

/** Preflight: whether a lead comes in at all (a denied one is kept as blocked), and what must still be found out. */
export const preflightVerdictSchema = z
  .strictObject({
    ...common,
    required_enrichment: z.array(code),
    route_hints: z.strictObject({ segment: code.nullable(), existing_customer: z.boolean() }),
    trace: z.array(z.strictObject({ rule: code, fired: z.boolean() })),
  })
  .refine((verdict) => verdict.allow === (verdict.denial === null), 'A denial, and only a denial, has its reason');

/** Whether a lead comes in. */
export type PreflightVerdict = z.infer<typeof preflightVerdictSchema>;

/** segment_definitions: the segment of an ARR, or, where that is unknown, of a head count. */
export const segmentVerdictSchema = z.strictObject({
  segment: code.nullable(),
  source: z.enum(['arr', 'employees', 'none']),
  policy_version: common.policy_version,
});

/** Which segment. */
export type SegmentVerdict = z.infer<typeof segmentVerdictSchema>;

const limitBp = z.int().min(0).max(10_000).optional();

/** tenant_overrides: what the exceptions of a day change for a quote. */
export const overridesVerdictSchema = z.strictObject({
  /** Codes of the exceptions that apply, in the order of the config. */
  overrides: z.array(code),
  /** Limits in basis points that they set; left out: as the segment has it. */
  limits: z.strictObject({
    ae_self_approve_bp: limitBp,
    max_discount_bp: limitBp,
    finance_required_bp: limitBp,
    vp_required_bp: limitBp,
  }),
  waived_roles: z.array(role),
  added_roles: z.array(role),
  deny: z.boolean(),
  policy_version: common.policy_version,
});

/** What exceptions change. */
export type OverridesVerdict = z.infer<typeof overridesVerdictSchema>;

/** contract_activation (R3's decision schema, with what semantics.md adds). */
export const activationVerdictSchema = z
  .strictObject({
    ...common,
    /** Everything that stands in the way, as rule ids. */
    blocking_issues: z.array(code),
    /** Steps whose receipts must be there, and those of them that are not. */
    required_receipts: z.array(code),
    missing_receipts: z.array(code),
    missing_approvals: z.array(role),
    /** ISO 3166-1 alpha-2; empty: any. */
    allowed_jurisdictions: z.array(code),
  })
  .refine((verdict) => verdict.allow === (verdict.denial === null), 'A denial, and only a denial, has its reason')
  .refine((verdict) => verdict.allow === (verdict.blocking_issues.length === 0), 'What is allowed, nothing blocks');

/** Whether a contract may be activated. */
export type ActivationVerdict = z.infer<typeof activationVerdictSchema>;

const sameRoles = (a: string[], b: string[]): boolean =>
  a.length === b.length && new Set(b).size === b.length && a.every((item, n) => item === b[n]);
