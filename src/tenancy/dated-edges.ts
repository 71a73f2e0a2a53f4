import { datedEdgesFindOpen } from '../../cypher/generated/tenancy.js';
import type { WriteStep } from '../kernel/write-step.js';

/** An edge of a user as a receipt tells it, when it begins and again when it ends; `from` tells it from others between the same ends. */
export interface DatedEdgeSnapshot {
  type: 'MEMBER_OF' | 'LEADS' | 'REPORTS_TO';
  userId: string;
  teamId?: string;
  managerId?: string;
  from: string;
  to: string | null;
}

type Ends = Pick<DatedEdgeSnapshot, 'type' | 'userId' | 'teamId' | 'managerId'>;

export const member = (userId: string, teamId: string): Ends => ({ type: 'MEMBER_OF', userId, teamId });
export const leading = (userId: string, teamId: string): Ends => ({ type: 'LEADS', userId, teamId });
export const reporting = (userId: string, managerId: string): Ends => ({ type: 'REPORTS_TO', userId, managerId });

/** Reads, behind the locks, since when users belong to their teams, lead teams and report, and since when teams have their leads. */
export async function openEdges(
  step: WriteStep,
  userIds: string[],
  teamIds: string[] = [],
): Promise<DatedEdgeSnapshot[]> {
  const rows = await step.read(datedEdgesFindOpen, { userIds, teamIds });
  return rows.map(({ type, from: userId, to: other, since: from }) => {
    const ends = type === 'REPORTS_TO' ? { managerId: other } : { teamId: other };
    return { type: type as DatedEdgeSnapshot['type'], userId, ...ends, from, to: null };
  });
}

/** An edge that begins. */
export const begun = (ends: Ends, at: string): DatedEdgeSnapshot => ({ ...ends, from: at, to: null });

/** An edge that ends. */
export const ended = (edge: DatedEdgeSnapshot, at: string): DatedEdgeSnapshot => ({ ...edge, to: at });
