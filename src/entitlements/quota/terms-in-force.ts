import type { TermInForce, TermsRow } from '../../../cypher/rows.js';
import type { Instant } from '../../kernel/values/instants.js';
import { PLANS, type PlanLimits, type PlanName } from './plans.js';
import type { Quota, QuotaGrant } from './quota.js';

/** What a plan limits beside its quotas (R2), by the names under which operators change it. */
export const LIMITS_BY_NAME = {
  imports: 'imports',
  exports: 'exports',
  active_users: 'activeUsers',
  workspaces: 'workspaces',
} as const satisfies Record<string, keyof PlanLimits>;

/**
 * The plan whose limits hold at an instant: the stored one, or `none` once its trial is over, though no sweep has said so yet. A
 * tenant that was opened before plans had limits may have a name of its own for its plan: it keeps what it had, which is everything.
 */
export function planAt(terms: Pick<TermsRow, 'plan' | 'trialEndsAt'>, at: Instant): PlanName {
  if (terms.trialEndsAt !== null && terms.trialEndsAt <= at) return 'none';
  return Object.hasOwn(PLANS, terms.plan) ? (terms.plan as PlanName) : 'enterprise';
}

/** R2's limits of a tenant at an instant: its plan's, and what was agreed instead; null: unlimited. */
export function limitsAt(terms: TermsRow, at: Instant): PlanLimits {
  const limits: PlanLimits = { ...PLANS[planAt(terms, at)].limits };
  for (const [name, key] of Object.entries(LIMITS_BY_NAME)) {
    const custom = customAt(terms, name, at);
    if (custom) limits[key] = custom.limit;
  }
  return limits;
}

/** The plan's quotas at an instant, with what was agreed instead. */
export const planQuotasAt = (terms: TermsRow, at: Instant): Quota[] =>
  PLANS[planAt(terms, at)].quotas.map((quota) => {
    const custom = customAt(terms, quota.name, at);
    return custom ? { ...quota, limit: custom.limit } : quota;
  });

/** Grants that have not expired at an instant, the first to expire first: in this order they are spent. */
export const grantsAt = (terms: TermsRow, at: Instant): QuotaGrant[] =>
  terms.changes
    .flatMap(({ kind, id, quota, amount, expiresAt }) =>
      kind === 'GRANT' && quota && amount && expiresAt && expiresAt > at ? [{ id, quota, amount, expiresAt }] : [],
    )
    .sort((a, b) => (a.expiresAt === b.expiresAt ? compare(a.id, b.id) : compare(a.expiresAt, b.expiresAt)));

/** The next instant at which terms end by themselves; null: none. */
export function nextEnd({ trialEndsAt, changes }: TermsRow, at: Instant): Instant | null {
  const ends = [trialEndsAt, ...changes.map(({ expiresAt }) => expiresAt)].filter((end) => end !== null && end > at);
  return ends.sort()[0] ?? null;
}

/** The custom quota of this name that holds at an instant; one that is over, or says "as the plan", is none. */
const customAt = ({ changes }: TermsRow, name: string, at: Instant): TermInForce | null =>
  changes.find(
    ({ kind, quota, asPlan, expiresAt }) =>
      kind === 'QUOTA' && quota === name && !asPlan && (expiresAt === null || expiresAt > at),
  ) ?? null;

const compare = (a: string, b: string): number => (a < b ? -1 : 1);
