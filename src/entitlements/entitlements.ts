import {
  entitlementsFindInForce,
  entitlementsList,
  entitlementsListBySubject,
} from '../../cypher/generated/entitlements.js';
import type { EntitlementRow } from '../../cypher/rows.js';
import { instantNow } from '../kernel/clock.js';
import type { Runtime } from '../kernel/runtime.js';
import { type EntitledSubject, subjectOf, subjectText } from './entitlement.js';

/** What a subject may use on one ground; neither user nor workspace: the tenant. */
export interface Entitlement extends Omit<EntitlementRow, 'subject'> {
  userId: string | null;
  workspaceId: string | null;
}

/** Whether somebody may use something now. */
export interface EntitlementAnswer {
  entitled: boolean;
  /** Until when, on the ground that lasts longest; null when it has no end, or nobody may. */
  until: string | null;
  /** What they may use it by. */
  by: Entitlement[];
}

const told = ({ subject, ...entitlement }: EntitlementRow): Entitlement => ({ ...entitlement, ...subjectOf(subject) });

/** Says whether a user, their workspace or the tenant may use something at this moment: one read of current records (R1). */
export async function entitlementOf(
  { graph, clock }: Pick<Runtime, 'graph' | 'clock'>,
  tenantId: string,
  { name, userId, workspaceId }: EntitledSubject & { name: string },
): Promise<EntitlementAnswer> {
  const subjects = new Set([subjectText({ userId }), subjectText({ workspaceId }), subjectText({})]);
  const asked = { subjects: [...subjects], name, at: instantNow(clock) };
  const rows = await graph.read(entitlementsFindInForce, tenantId, asked);
  const isOpen = rows.some(({ until }) => until === null);
  const ends = rows.flatMap(({ until }) => until ?? []).sort();
  return { entitled: rows.length > 0, until: isOpen ? null : (ends.at(-1) ?? null), by: rows.map(told) };
}

/** Behind every instant: a list that begins with the newest. */
const NEWEST = '9999';

/** Entitlements of one subject, or of all, with those that ended; newest first. */
export async function listEntitlements(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  subject: EntitledSubject,
  { before, limit }: { before: { createdAt: string; id: string } | null; limit: number },
): Promise<Entitlement[]> {
  const page = { before: before?.createdAt ?? NEWEST, beforeId: before?.id ?? '', limit };
  const rows =
    subject.userId || subject.workspaceId
      ? await graph.read(entitlementsListBySubject, tenantId, { subject: subjectText(subject), ...page })
      : await graph.read(entitlementsList, tenantId, page);
  return rows.map(told);
}
