/** Usage's face: events on their way in. */
import { ConnectSystem } from './connect-system.js';
import { RecordEvents } from './record-events.js';

export { eventRoutes } from './event-routes.js';
export { stripeRoute } from './stripe-route.js';

export const resolvers = [ConnectSystem, RecordEvents];
