import type { RetentionTerms } from '../retention-section.js';
import type { Quota } from './quota.js';

/** What a plan allows in a month, or of workspaces at all (R2); null: unlimited. */
export interface PlanLimits {
  imports: number | null;
  exports: number | null;
  activeUsers: number | null;
  workspaces: number | null;
}

/** A plan is what R0 calls the tier. */
export interface Plan {
  limits: PlanLimits;
  quotas: readonly Quota[];
  /** Where it keeps data for longer or shorter than others do. */
  retention?: Partial<RetentionTerms>;
}

/** The four quotas of a tenant that R4 names; null: unlimited. */
function quotasOf(
  tokensADay: number | null,
  apiCallsAMinute: number | null,
  messagesADay: number | null,
  embeddingsADay: number | null,
): Quota[] {
  const quota = (name: string, meter: string, window: Quota['window'], limit: number | null): Quota => {
    return { name, meter, window, level: 'tenant', limit, enforcement: 'hard' };
  };
  return [
    quota('tokens_per_day', 'tokens', 'day', tokensADay),
    quota('api_calls_per_minute', 'api_calls', 'minute', apiCallsAMinute),
    quota('messages_per_day', 'chat_messages', 'day', messagesADay),
    quota('embeddings_per_day', 'embeddings', 'day', embeddingsADay),
  ];
}

const NOTHING: PlanLimits = { imports: 0, exports: 0, activeUsers: 0, workspaces: 0 };
const UNLIMITED: PlanLimits = { imports: null, exports: null, activeUsers: null, workspaces: null };

/** The plans: quotas as R4 sets them; the monthly limits, which R2 leaves open, are ours. */
export const PLANS = {
  /** After a trial that nobody upgraded. */
  none: { limits: NOTHING, quotas: quotasOf(0, 0, 0, 0) },
  trial: {
    limits: { imports: 10, exports: 5, activeUsers: 5, workspaces: 1 },
    quotas: quotasOf(10_000, 30, 100, 50),
  },
  starter: {
    limits: { imports: 100, exports: 50, activeUsers: 25, workspaces: 3 },
    quotas: quotasOf(100_000, 60, 1_000, 500),
  },
  pro: {
    limits: { imports: 1_000, exports: 500, activeUsers: 250, workspaces: 20 },
    quotas: quotasOf(500_000, 120, 5_000, 2_000),
  },
  enterprise: { limits: UNLIMITED, quotas: quotasOf(null, null, null, null) },
} as const satisfies Record<string, Plan>;

export type PlanName = keyof typeof PLANS;
/** The plans that a tenant may be given. */
export const PLAN_NAMES = ['trial', 'starter', 'pro', 'enterprise'] as const satisfies PlanName[];
/** The quotas that every plan has, by name. */
export const PLAN_QUOTA_NAMES: readonly string[] = PLANS.enterprise.quotas.map(({ name }) => name);
