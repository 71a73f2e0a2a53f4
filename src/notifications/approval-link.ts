import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import {
  approvalLinkFind,
  approvalLinkMarkSent,
  approvalLinkMarkUsed,
  approvalLinkMerge,
} from '../../cypher/generated/notifications.js';
import type { ApprovalLinkRow } from '../../cypher/rows.js';
import { instantNow } from '../kernel/clock.js';
import { newId } from '../kernel/values/ids.js';
import { instantOf } from '../kernel/values/instants.js';
import type { NotificationsRuntime } from './runtime.js';

/** A link to one approval for one approver: used once, and for a week at most. */
export type ApprovalLink = ApprovalLinkRow;

/** What a link is made for. */
export type LinkTarget = Pick<ApprovalLink, 'notice' | 'approvalId' | 'quoteId' | 'quoteVersion' | 'userId'>;

const GOOD_FOR_MS = 7 * 24 * 3_600_000;
/** How long a confirmation page may stay open. */
const PAGE_GOOD_FOR_MS = 30 * 60_000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function signature(masterSecret: string, purpose: string, parts: string[]): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(masterSecret, 'hex'), '', `revgraph ${purpose} v1`, 32));
  // Newlines part what no id holds.
  return createHmac('sha256', key).update(parts.join('\n')).digest('base64url');
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** The token of a link: signed over everything that the link is bound to, so that a change of the stored link by hand ends it. */
function tokenOf(
  masterSecret: string,
  tenantId: string,
  link: Omit<ApprovalLink, 'tokenSha256' | 'sentAt' | 'usedAt'>,
) {
  const bound = [
    tenantId,
    link.id,
    link.approvalId,
    link.quoteId,
    String(link.quoteVersion),
    link.userId,
    link.expiresAt,
  ];
  return `${tenantId}.${link.id}.${signature(masterSecret, 'approval link', bound)}`;
}

/** Makes the link of a notice, or finds the one made before: a mail that is sent again holds the same one. */
export async function linkFor(
  { graph, clock, notifications: { masterSecret } }: NotificationsRuntime,
  tenantId: string,
  target: LinkTarget,
): Promise<{ link: ApprovalLink; token: string }> {
  const bound = {
    id: newId(),
    ...target,
    createdAt: instantNow(clock),
    expiresAt: instantOf(clock.now() + GOOD_FOR_MS),
  };
  const made = { ...bound, tokenSha256: sha256(tokenOf(masterSecret, tenantId, bound)), sentAt: null, usedAt: null };
  const [row] = await graph.transact(async (tx) => ({
    commit: true,
    value: await tx.run(approvalLinkMerge, { tenantId, link: made }),
  }));
  const link = row?.link ?? made;
  return { link, token: tokenOf(masterSecret, tenantId, link) };
}

/** The link that a token is of, used or expired too; null for a token that we did not sign. */
export async function linkOf(
  { graph, notifications: { masterSecret } }: NotificationsRuntime,
  token: string,
): Promise<{ tenantId: string; link: ApprovalLink } | null> {
  const [tenantId = '', linkId = ''] = token.split('.');
  if (!tenantId || !linkId || token.length > 200) return null;
  const [row] = await graph.read(approvalLinkFind, tenantId, { linkId });
  if (!row || !isSame(row.link.tokenSha256, sha256(token))) return null;
  return isSame(tokenOf(masterSecret, tenantId, row.link), token) ? { tenantId, link: row.link } : null;
}

const noted = (
  { graph, clock }: NotificationsRuntime,
  statement: typeof approvalLinkMarkSent | typeof approvalLinkMarkUsed,
  tenantId: string,
  linkId: string,
): Promise<void> =>
  graph.transact(async (tx) => {
    await tx.run(statement as typeof approvalLinkMarkSent, { tenantId, linkId, at: instantNow(clock) });
    return { commit: true, value: undefined };
  });

export const markSent = (runtime: NotificationsRuntime, tenantId: string, linkId: string): Promise<void> =>
  noted(runtime, approvalLinkMarkSent, tenantId, linkId);

export const markUsed = (runtime: NotificationsRuntime, tenantId: string, linkId: string): Promise<void> =>
  noted(runtime, approvalLinkMarkUsed, tenantId, linkId);

/** What a confirmation page sends back: signed, for this link alone, good while the page is (milliseconds since the epoch). */
export function pageToken(
  { clock, notifications: { masterSecret } }: Pick<NotificationsRuntime, 'clock' | 'notifications'>,
  link: ApprovalLink,
): string {
  const until = String(clock.now() + PAGE_GOOD_FOR_MS);
  return `${until}.${signature(masterSecret, 'approval page', [link.tokenSha256, until])}`;
}

/** Whether a page of ours sent this back, and in time. */
export function isPageToken(
  { clock, notifications: { masterSecret } }: Pick<NotificationsRuntime, 'clock' | 'notifications'>,
  link: ApprovalLink,
  given: string,
): boolean {
  const [until = '', signed = ''] = given.split('.');
  return (
    Number(until) > clock.now() && isSame(signature(masterSecret, 'approval page', [link.tokenSha256, until]), signed)
  );
}
