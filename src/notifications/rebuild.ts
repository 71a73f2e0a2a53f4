import { mailPreferencesListAll, webhookEndpointsListAll } from '../../cypher/generated/notifications.js';
import { listedBy, type SliceRebuild } from '../kernel/rebuild.js';

/** How what reaches people and programs is rebuilt. What became of single messages is told by no receipt: telling again is harmless. */
export const notificationsRebuild: SliceRebuild = {
  nodes: [
    { label: 'WebhookEndpoint', list: listedBy(webhookEndpointsListAll) },
    { label: 'MailPreference', list: listedBy(mailPreferencesListAll) },
  ],
};
