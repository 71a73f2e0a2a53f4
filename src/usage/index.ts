/** Usage's door: the catalogue of events, and their way in. */
export { billingChanges } from './billing-changes.js';
export { EVENT_TYPES, type EventType } from './catalogue.js';
export { connectSystem } from './connect-system.js';
export type { EventResult } from './event.js';
export { cloudEvent, plainEvent } from './event-forms.js';
export { IngestLines } from './ingest-lines.js';
export { usageRebuild } from './rebuild.js';
export { type EventsRecorded, MOST_EVENTS, recordEvents } from './record-events.js';
export type { UsageRuntime, WebhookRuntime } from './runtime.js';
export { takeStripeEvent } from './take-stripe-event.js';
export { type EventsVoided, voidEvents } from './void-events.js';
