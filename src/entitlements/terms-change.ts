import { tenantSetPlan, termsLock } from '../../cypher/generated/entitlements.js';
import type { TermsChangeRow, TrialRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import type { WriteStep } from '../kernel/write-step.js';
import { adminChain } from '../tenancy/index.js';
import type { PlanName } from './quota/plans.js';

/**
 * Lifecycle of a change of terms, the one table: event by state. One operator proposes a plan, a custom quota or a grant, a
 * second one confirms it. `replace`: another for the same came into force; `expire`: its end, which it named itself, has come.
 */
export const TERMS_CHANGE_TRANSITIONS = {
  PROPOSED: { confirm: 'IN_FORCE', withdraw: 'WITHDRAWN' },
  IN_FORCE: { replace: 'REPLACED', expire: 'EXPIRED' },
  WITHDRAWN: {},
  REPLACED: {},
  EXPIRED: {},
} as const;

export type TermsChangeState = keyof typeof TERMS_CHANGE_TRANSITIONS;
type TermsChangeEvent = 'confirm' | 'withdraw' | 'replace' | 'expire';

/** What is changed: the plan (R0's tier), a quota or monthly limit, or an amount on top of a quota. */
export const TERMS_CHANGE_KINDS = ['PLAN', 'QUOTA', 'GRANT'] as const;
export type TermsChangeKind = (typeof TERMS_CHANGE_KINDS)[number];

/** The state after an event, or null where the table has none. */
export function termsChangeAfter(state: string, event: TermsChangeEvent): TermsChangeState | null {
  const events: Partial<Record<TermsChangeEvent, TermsChangeState>> =
    TERMS_CHANGE_TRANSITIONS[state as TermsChangeState] ?? {};
  return events[event] ?? null;
}

/** A change as a receipt keeps it. */
export const termsChangeSnapshot = (change: TermsChangeRow) => ({ type: 'TermsChange', ...change });

/** Writes about a tenant's terms take turns in the process: they all lock the tenant. */
export const TERMS_TURN = 'terms';

/** An operator's write is part of the other tenant's history: its chain names the operator. Rights were checked at home. */
export const actingIn = (caller: Caller, tenantId: string): Caller => ({ ...caller, tenantId });

/** What is agreed with a tenant, behind its lock. */
export interface LockedTerms {
  tenant: { plan: string; version: number };
  /** The change that was asked for, whatever its state. */
  wanted: TermsChangeRow | null;
  inForce: TermsChangeRow[];
  /** The trial that runs or expired, if there is one. */
  trials: TrialRow[];
}

/** Locks a tenant's terms; null: there is no such tenant. */
export const lockTerms = (step: WriteStep, changeId: string | null = null): Promise<LockedTerms | null> =>
  step.lock(termsLock, { heads: [adminChain(step.tenantId)], changeId });

/** Gives the tenant another plan; the snapshot of what it is then. */
export function givePlan(step: WriteStep, { tenant }: LockedTerms, plan: PlanName): object {
  const version = tenant.version + 1;
  step.write(tenantSetPlan, { plan, version });
  return { type: 'Tenant', id: step.tenantId, version, plan };
}

/** A change as a receipt's figures: what is asked for, and why. */
export const figuresOf = ({ kind, plan, quota, limit, asPlan, amount, expiresAt, reasonCode }: TermsChangeRow) => ({
  kind,
  plan,
  quota,
  limit,
  as_plan: asPlan,
  amount,
  expires_at: expiresAt,
  reason_code: reasonCode,
});

/** Leaves the receipt of what happened to a change. */
export function termsReceipt(
  step: WriteStep,
  name: string,
  change: TermsChangeRow,
  {
    outcome = 'ALLOWED',
    snapshot,
    ...business
  }: { outcome?: 'ALLOWED' | 'DENIED'; snapshot: object[] } & Record<string, unknown>,
): void {
  step.receipt({
    workflow: adminChain(step.tenantId).id,
    step: name,
    outcome,
    resource: { type: 'TermsChange', id: change.id, version: change.version },
    business: { ...figuresOf(change), ...business, snapshot },
  });
}
