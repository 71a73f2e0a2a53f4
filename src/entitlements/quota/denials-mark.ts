import { newId } from '../../kernel/values/ids.js';
import type { Instant } from '../../kernel/values/instants.js';
import { quarterOf, quartersOf } from '../../kernel/values/quarter-hours.js';
import type { QuotaLevel } from './quota.js';

/** Checks that a quota of some subject denied. */
export interface QuotaDenials {
  level: QuotaLevel;
  subject: string;
  /** When; of denials that were counted together, the last instant at which they can have been. */
  at: Instant;
  count: number;
}

/** What was denied in a quarter hour. */
export interface MarkedDenials {
  /** The start of the quarter hour. */
  quarter: Instant;
  /** '' of all levels but a workspace's. */
  workspaceId: string;
  count: number;
}

/** Under which workspaces are counted that are too many to be told apart. */
const MANY = '*';

/**
 * The mark that tells roll-ups of usage what quotas denied, in the transaction that leaves the receipts of it: counts by quarter hour and
 * workspace, so that no receipt is read again and none has to keep its payload.
 */
export function denialsMark(denials: readonly QuotaDenials[]): { id: string; quarters: Instant[]; denials: string[] } {
  const counts = new Map<string, number>();
  for (const { level, subject, at, count } of denials) {
    const workspaceId = level === 'workspace' && subject !== MANY ? subject : '';
    const key = JSON.stringify([quarterOf(at).start, workspaceId]);
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return {
    id: newId(),
    quarters: quartersOf(denials.map(({ at }) => at)),
    denials: [...counts].map(([key, count]) => JSON.stringify([...JSON.parse(key), count])),
  };
}

/** What a mark tells, from one of its texts. */
export function markedDenials(text: string): MarkedDenials {
  const [quarter, workspaceId, count] = JSON.parse(text) as [Instant, string, number];
  return { quarter, workspaceId, count };
}
