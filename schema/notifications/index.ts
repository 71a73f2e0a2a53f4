import { CreateWebhookEndpoint } from './create-webhook-endpoint.js';
import { ReplayWebhooks } from './replay-webhooks.js';
import { RotateWebhookSecret } from './rotate-webhook-secret.js';
import { SetMailPreference } from './set-mail-preference.js';
import { TestWebhookEndpoint } from './test-webhook-endpoint.js';
import { UpdateWebhookEndpoint } from './update-webhook-endpoint.js';
import { WebhookQueries } from './webhook-endpoint.js';

/** Notifications' part of the schema. */
export const resolvers = [
  WebhookQueries,
  CreateWebhookEndpoint,
  UpdateWebhookEndpoint,
  RotateWebhookSecret,
  ReplayWebhooks,
  TestWebhookEndpoint,
  SetMailPreference,
] as const;

export { approvalLinkRoutes } from './approval-link-routes.js';
