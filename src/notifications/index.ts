/** Notifications' door: webhook endpoints that are told of receipts. */
export { createWebhookEndpoint } from './create-webhook-endpoint.js';
export { deliverWebhooks } from './deliver-webhooks.js';
export { type DueWebhook, dueWebhooks, webhooksOf } from './due-webhooks.js';
export { listWebhookDeliveries, listWebhookEndpoints, type WebhookDelivery } from './list-webhooks.js';
export { notificationsRebuild } from './rebuild.js';
export { replayWebhooks } from './replay-webhooks.js';
export { rotateWebhookSecret } from './rotate-webhook-secret.js';
export type { NotificationSettings, NotificationsRuntime } from './runtime.js';
export { testWebhookEndpoint } from './test-webhook-endpoint.js';
export { updateWebhookEndpoint } from './update-webhook-endpoint.js';
export type { WebhookEndpoint } from './webhook-endpoint.js';
