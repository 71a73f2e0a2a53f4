import { mailPreferenceFind } from '../../cypher/generated/notifications.js';
import { usersById } from '../tenancy/index.js';
import { type LinkTarget, linkFor, markSent } from './approval-link.js';
import { type ApprovalFacts, approvalMail, type NoticeKind } from './approval-mail.js';
import type { NotificationsRuntime } from './runtime.js';

/** One mail to one approver about one approval. */
export interface ApprovalNotice extends Omit<LinkTarget, 'quoteId' | 'quoteVersion'> {
  kind: NoticeKind;
}

/**
 * Mails an approver a link to decide with, once a notice: what is sent and not noted, since the process died, is sent again with the same link and
 * the same Message-ID. `skipped`: no mail is set up, they have no address, want no mail, left, or got it before. Throws when the mail server is away.
 */
export async function mailApprover(
  runtime: NotificationsRuntime,
  tenantId: string,
  notice: ApprovalNotice,
  facts: ApprovalFacts,
): Promise<'sent' | 'skipped' | 'refused'> {
  const { mail } = runtime.notifications;
  const { kind, userId, ...about } = notice;
  const [user] = await usersById(runtime, tenantId, [userId]);
  if (!mail || !user?.email || user.endedAt !== null) return 'skipped';
  const [preference] = await runtime.graph.read(mailPreferenceFind, tenantId, { userId });
  if (preference?.approvals === false) return 'skipped';
  const target = { ...about, userId, quoteId: facts.quoteId, quoteVersion: facts.quoteVersion };
  const { link, token } = await linkFor(runtime, tenantId, target);
  if (link.sentAt !== null) return 'skipped';
  const { publicUrl } = mail;
  const fate = await mail.send(
    approvalMail(kind, facts, {
      to: user.email,
      url: `${publicUrl}/v1/approval-links/${token}`,
      messageId: `<${link.id}@${new URL(publicUrl).hostname}>`,
    }),
  );
  if (fate === 'sent') await markSent(runtime, tenantId, link.id);
  return fate;
}
