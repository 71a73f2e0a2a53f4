import type { Instant } from '../src/kernel/values/instants.js';

/** Whoever reads an event of the month sees that it was made: `{ events(source: "generated-demo") { … } }`. */
export const GENERATED = 'generated-demo';

/** Somebody who uses the product. */
export interface Worker {
  userId: string;
  handle: string;
  /** Hours by which their working day begins later than the tenant's. */
  later: number;
}

/** An event as `/v1/events` takes it. */
export interface GeneratedEvent {
  externalId: string;
  source: typeof GENERATED;
  type: string;
  occurredAt: Instant;
  userId: string | null;
  sessionId: string | null;
  metadata: Record<string, unknown>;
}
