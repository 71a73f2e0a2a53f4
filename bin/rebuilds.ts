import { crmRebuild } from '../src/crm/index.js';
import { dealDeskRebuild } from '../src/dealdesk/index.js';
import { entitlementsRebuild } from '../src/entitlements/index.js';
import { evidenceRebuild } from '../src/evidence/index.js';
import { notificationsRebuild } from '../src/notifications/index.js';
import { planningRebuild } from '../src/planning/index.js';
import { routingRebuild } from '../src/routing/index.js';
import { tenancyRebuild } from '../src/tenancy/index.js';
import { usageRebuild } from '../src/usage/index.js';

/** How the resources of all slices are rebuilt from receipts. */
export const rebuilds = [
  tenancyRebuild,
  entitlementsRebuild,
  crmRebuild,
  routingRebuild,
  dealDeskRebuild,
  notificationsRebuild,
  usageRebuild,
  planningRebuild,
  evidenceRebuild,
];
