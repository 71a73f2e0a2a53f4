import type { MonthRow, TermsRow } from '../../cypher/rows.js';
import type { LimitName, PlanLimitReached } from '../evidence/index.js';
import type { ReceiptDraft } from '../kernel/receipts.js';
import type { Instant } from '../kernel/values/instants.js';
import type { MonthlyCounter } from './counters.js';
import { LIMITS_BY_NAME, limitsAt, planAt } from './quota/terms-in-force.js';

/** What is refused, the step and R2's event of its refusal, and what its caller reads. */
const REFUSALS = {
  imports: { step: 'BLOCK_IMPORT', event: null, what: 'imports this month' },
  exports: { step: 'BLOCK_EXPORT', event: 'export_blocked', what: 'exports this month' },
  active_users: { step: 'BLOCK_INVITATION', event: 'invite_attempt_blocked', what: 'new users with a seat this month' },
  workspaces: { step: 'BLOCK_WORKSPACE', event: 'create_hotel_attempt', what: 'workspaces' },
} as const satisfies Record<LimitName, { step: string; event: string | null; what: string }>;

/** The limit on something at an instant, and how much of it is used. */
export interface LimitUse {
  name: LimitName;
  /** Null: unlimited. */
  limit: number | null;
  used: number;
}

/** Whether so many more fit under a limit. */
export const fits = ({ limit, used }: Pick<LimitUse, 'limit' | 'used'>, more = 1): boolean =>
  limit === null || used + more <= limit;

/** The limit of this name at an instant, under what is agreed with the tenant. */
export const limitUse = (terms: TermsRow, name: LimitName, used: number, at: Instant): LimitUse => ({
  name,
  limit: limitsAt(terms, at)[LIMITS_BY_NAME[name]],
  used,
});

/** The limit on a counter of a locked month. */
export const monthUse = (terms: TermsRow, name: MonthLimit, months: readonly MonthRow[], at: Instant): LimitUse =>
  limitUse(terms, name, months[0]?.[LIMITS_BY_NAME[name] as MonthlyCounter] ?? 0, at);

type MonthLimit = Exclude<LimitName, 'workspaces'>;

/** What a caller is told whom the plan leaves no room. */
export function planLimitReached({ name, limit, used }: LimitUse, resetsAt: Instant | null): PlanLimitReached {
  const message = `The plan allows ${limit ?? 0} ${REFUSALS[name].what}; ask the operator for more.`;
  return { __typename: 'PlanLimitReached', message, limitName: name, limit: limit ?? 0, used, resetsAt };
}

/** The receipt of a refusal under the plan: a signal for growth, which names the plan and its limit. */
export function refusalReceipt(
  { name, limit, used }: LimitUse,
  terms: TermsRow,
  at: Instant,
  told: Record<string, unknown> = {},
): Pick<ReceiptDraft, 'step' | 'outcome'> & { business: Record<string, unknown> } {
  const { step, event } = REFUSALS[name];
  const business = {
    ...(event && { event }),
    reason: 'PLAN_LIMIT_REACHED',
    limit_name: name,
    limit,
    used,
    plan: planAt(terms, at),
    ...told,
  };
  return { step, outcome: 'BLOCKED', business };
}
