import type { Instant } from '../kernel/values/instants.js';
import type { EventType } from './catalogue.js';

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
  seatType: 'decision' | 'observer' | null;
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
  /**
   * `accepted`: kept. `duplicate`: it is there already. `conflict`: its id is there with another content.
   * `deduplicated`: its type keeps fewer than came. `void`: it was voided, and stays so. `rejected`: `reason` says why.
   */
  result: 'accepted' | 'duplicate' | 'conflict' | 'deduplicated' | 'void' | 'rejected';
  reason: string | null;
}
