import type { ApproverRole } from '../../policy/config-facts.js';
import type { WorkingSchedule } from '../kernel/values/working-minutes.js';
import { REASON_CODES } from './approval.js';

/** What a reason code is asked for. */
export type ReasonFor = 'REJECT' | 'COUNTER_PROPOSE' | 'OVERRIDE' | 'REASSIGN' | 'DELEGATE';

/** How many of those who are asked must approve: one of them, every one, or so many of them (n-of-m). */
export type Quorum = 'any' | 'all' | { atLeast: number };

/** How the people of a role's approval are found; all that is found is frozen at submission. */
export interface ApproverResolution {
  /**
   * `reports_to`: the owner's manager so many levels up who holds the role, or the next above who does;
   * `role`: whoever holds the role; `team`: its members who hold it; `region`: those of the account's region's team;
   * `users`: the named ones who hold it.
   */
  by: 'reports_to' | 'role' | 'team' | 'region' | 'users';
  /** From 1, the direct manager; for `reports_to` alone. */
  level: number;
  /** Handle of a team; for `team` alone. */
  team: string | null;
  /** Region to the handle of its team; for `region` alone. */
  regions: Record<string, string>;
  /** Handles; for `users` alone. */
  users: string[];
  quorum: Quorum;
}

/** The most that a holder of a role may approve; null: no limit. */
export interface ApprovalLimit {
  /** Discount in basis points, inclusive. */
  discountBp: number | null;
  /** Net total in minor units of the configuration's currency, inclusive. */
  amountMinor: number | null;
}

/** Flows of the deal desk that a tenant may do without; each is on unless the configuration says otherwise. */
export const FEATURES = ['smart_reapproval', 'delegation', 'bulk_decisions', 'email_decisions', 'comments'] as const;

/** The name of a flow that may be off. */
export type Feature = (typeof FEATURES)[number];

/** What the deal desk reads of RevOpsConfig beside what policies read (semantics, Deal desk). */
export interface DealDeskConfig {
  approvers: Record<ApproverRole, ApproverResolution>;
  limits: Record<ApproverRole, ApprovalLimit>;
  /** Forbids one person to approve in two roles. */
  distinctPersons: boolean;
  /** Whether approvers may propose something else. */
  counterProposals: boolean;
  /** How many delegations an approval may pass through; 1 unless configured. */
  delegationHops: number;
  /** Business minutes after which an open approval's people are reminded, and again after as many; null: never. */
  remindAfterMinutes: number | null;
  /** Business minutes after which an open approval goes up REPORTS_TO as well; null: never. */
  escalateAfterMinutes: number | null;
  /** Days after submission on which an undecided or approved quote expires; null: never. */
  quoteValidDays: number | null;
  /** Codes that a decision of this kind must name one of. */
  reasonCodes: Record<ReasonFor, string[]>;
  /** The hours in which reminders and escalations count. */
  businessHours: WorkingSchedule;
  /** Which flows are on; a door of one that is off answers FeatureOff. */
  features: Record<Feature, boolean>;
}

/** What a configuration's author wrote of it; by role and by kind only what they named. The rest is `DEFAULT_SETTINGS`. */
export type WrittenSettings = {
  approvers?: Partial<Record<ApproverRole, ApproverResolution>>;
  limits?: Partial<Record<ApproverRole, ApprovalLimit>>;
  reasonCodes?: Partial<Record<ReasonFor, string[]>>;
  features?: Partial<Record<Feature, boolean>>;
} & Partial<Omit<DealDeskConfig, 'approvers' | 'limits' | 'reasonCodes' | 'features' | 'businessHours'>>;

const found = (by: ApproverResolution['by']): ApproverResolution => ({
  by,
  level: 1,
  team: null,
  regions: {},
  users: [],
  quorum: 'any',
});

const UNLIMITED: ApprovalLimit = { discountBp: null, amountMinor: null };

/** Why approvals and delegations pass to others. */
const HANDING_OVER = ['ABSENCE', 'WORKLOAD', 'CONFLICT_OF_INTEREST', 'LEFT_THE_COMPANY', 'OTHER'];

/** What holds where the configuration is silent. */
export const DEFAULT_SETTINGS: Omit<DealDeskConfig, 'businessHours'> = {
  approvers: {
    SALES_MANAGER: found('reports_to'),
    FINANCE: found('role'),
    LEGAL: found('role'),
    VP_SALES: found('role'),
  },
  limits: { SALES_MANAGER: UNLIMITED, FINANCE: UNLIMITED, LEGAL: UNLIMITED, VP_SALES: UNLIMITED },
  distinctPersons: false,
  counterProposals: true,
  delegationHops: 1,
  remindAfterMinutes: null,
  escalateAfterMinutes: null,
  quoteValidDays: null,
  reasonCodes: {
    REJECT: [...REASON_CODES],
    COUNTER_PROPOSE: [...REASON_CODES],
    OVERRIDE: [...REASON_CODES],
    REASSIGN: HANDING_OVER,
    DELEGATE: HANDING_OVER,
  },
  features: {
    smart_reapproval: true,
    delegation: true,
    bulk_decisions: true,
    email_decisions: true,
    comments: true,
  },
};

/** A configuration's settings in full. */
export function settingsOf(written: WrittenSettings, businessHours: WorkingSchedule): DealDeskConfig {
  return {
    ...DEFAULT_SETTINGS,
    ...written,
    approvers: { ...DEFAULT_SETTINGS.approvers, ...written.approvers },
    limits: { ...DEFAULT_SETTINGS.limits, ...written.limits },
    reasonCodes: { ...DEFAULT_SETTINGS.reasonCodes, ...written.reasonCodes },
    features: { ...DEFAULT_SETTINGS.features, ...written.features },
    businessHours,
  };
}
