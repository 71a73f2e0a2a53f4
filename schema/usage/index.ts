/** Usage's face: events on their way in and out, what they may be, and what is measured of them. */
import { ConnectSystem } from './connect-system.js';
import { EventDefinitions } from './definitions.js';
import { EventCatalogue } from './event-catalogue.js';
import { Events } from './events.js';
import { AllTenantsQueries } from './multi-tenant-stats.js';
import { Reconciliations } from './reconciliations.js';
import { RecordEvents } from './record-events.js';
import { TenantUsageQueries } from './tenant-usage.js';
import { UsageTrends } from './usage-trends.js';
import { VoidEvents } from './void-events.js';

export { adminEventRoutes } from './admin-event-routes.js';
export { adminUsageRoute } from './admin-usage-route.js';
export { cronRoutes } from './cron-routes.js';
export { eventRoutes } from './event-routes.js';
export { stripeRoute } from './stripe-route.js';

export const resolvers = [
  AllTenantsQueries,
  ConnectSystem,
  RecordEvents,
  VoidEvents,
  EventDefinitions,
  EventCatalogue,
  Events,
  TenantUsageQueries,
  UsageTrends,
  Reconciliations,
];
