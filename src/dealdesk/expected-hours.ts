import { approvalsFindDecided } from '../../cypher/generated/dealdesk.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { Runtime } from '../kernel/runtime.js';
import { type WorkingSchedule, workingMinutesBetween } from '../kernel/values/working-minutes.js';

/** Approvals of a role that are looked at, the latest ones. */
const MOST = 500;
/** With fewer decisions than this, a median is chance. */
const FEWEST = 5;

/**
 * How many business hours each role takes for a decision, in the tenant's own history: the median of the latest, to a
 * tenth; null where too few were decided. History that was entered later says nothing of that, and is left out.
 */
export async function expectedHours(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  roles: ApproverRole[],
  businessHours: WorkingSchedule,
): Promise<Map<ApproverRole, number | null>> {
  const decided = roles.length > 0 ? await graph.read(approvalsFindDecided, tenantId, { roles, most: MOST }) : [];
  return new Map(
    roles.map((role) => {
      const minutes = decided
        .filter((one) => one.role === role)
        .map(({ requestedAt, decidedAt }) => workingMinutesBetween(requestedAt, decidedAt, businessHours))
        .sort((a, b) => a - b);
      return [role, minutes.length < FEWEST ? null : Math.round(middleOf(minutes) / 6) / 10];
    }),
  );
}

function middleOf(sorted: number[]): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}
