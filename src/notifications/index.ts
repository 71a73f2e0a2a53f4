/** Notifications' door: webhook endpoints that are told of receipts, and mail to approvers with the links in it. */
export { pageToken } from './approval-link.js';
export { type ApprovalFacts, type NoticeKind, summaryLines } from './approval-mail.js';
export { createWebhookEndpoint } from './create-webhook-endpoint.js';
export {
  decideByLink,
  type GoodLink,
  type LinkProblem,
  openLink,
  whyNotAsked,
} from './decide-by-link.js';
export { deliverWebhooks } from './deliver-webhooks.js';
export { type DueWebhook, dueWebhooks, webhooksOf } from './due-webhooks.js';
export { escapeHtml } from './html.js';
export { listWebhookDeliveries, listWebhookEndpoints, type WebhookDelivery } from './list-webhooks.js';
export { type ApprovalNotice, mailApprover } from './mail-approver.js';
export { createMailing } from './mailing.js';
export { notificationsRebuild } from './rebuild.js';
export { replayWebhooks } from './replay-webhooks.js';
export { rotateWebhookSecret } from './rotate-webhook-secret.js';
export type { NotificationSettings, NotificationsRuntime } from './runtime.js';
export { setMailPreference } from './set-mail-preference.js';
export { testWebhookEndpoint } from './test-webhook-endpoint.js';
export { updateWebhookEndpoint } from './update-webhook-endpoint.js';
export type { WebhookEndpoint } from './webhook-endpoint.js';
