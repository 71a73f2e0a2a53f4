import type { Instant } from '../kernel/values/instants.js';
import type { EventType } from './catalogue.js';

/** A user's seat at the time of an event, as R0 writes it. */
export const SEAT_TYPES_AT_EVENT = ['decision', 'observer'] as const;

/**
 * What may become of an event. `accepted`: kept. `duplicate`: it is there already. `conflict`: its id is there with another
 * content. `deduplicated`: its type keeps fewer than came. `void`: it was voided, and stays so. `rejected`: `reason` says why.
 */
export const EVENT_OUTCOMES = ['accepted', 'duplicate', 'conflict', 'deduplicated', 'void', 'rejected'] as const;

/** An event that came in, parsed and found in the catalogue; texts that were not given are null. */
export interface ArrivedEvent {
  type: EventType;
  /** As the sender names it: `stripe.invoice.paid` is of the type `stripe.*`. */
  name: string;
  /** With `externalId`, what the event is known by in its tenant. */
  source: string;
  externalId: string;
  occurredAt: Instant;
  userId: string | null;
  workspaceId: string | null;
  sessionId: string | null;
  /** The user's seat at the time of the event (R0). */
  seatType: (typeof SEAT_TYPES_AT_EVENT)[number] | null;
  entitlement: string | null;
  /** Decimal text in `asset`. */
  amount: string | null;
  /** ISO 4217 or the code of a crypto asset. */
  asset: string | null;
  metadata: Record<string, unknown>;
  /** SHA-256 of what was sent: the same id with another content is a conflict. */
  contentSha256: string;
}

/** What became of one event of a batch, in the order in which they were sent. */
export interface EventResult {
  externalId: string | null;
  source: string | null;
  result: (typeof EVENT_OUTCOMES)[number];
  reason: string | null;
  /** Version of the tenant's own type by which it was read; null of the product's types, and where it could not be read. */
  typeVersion: number | null;
}
