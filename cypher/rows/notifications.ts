/** Webhook endpoints and their deliveries as the statements of cypher/notifications give and take them. */

export interface WebhookEndpointRow {
  id: string;
  version: number;
  createdAt: string;
  createdBy: string;
  url: string;
  /** Receipt steps that it is told of. */
  steps: string[];
  /** `ACTIVE` or `DISABLED`. */
  status: string;
  /** `BY_ADMIN`, `GONE` or `FAILING`; null while it is active. */
  disabledReason: string | null;
  /** Counts its secrets, from 1. */
  generation: number;
  /** Until when the secret before it signs too; null: there is none. */
  previousUntil: string | null;
}

/** A claimed line: how far an endpoint was told, with the endpoint itself and the size of the log. */
export interface WebhookLineRow {
  endpoint: WebhookEndpointRow;
  /** The next leaf that it is to be told of. */
  next: number;
  /** Since when nothing reached it; null: the last delivery did. */
  failingSince: string | null;
  size: number;
}

/** What became of telling an endpoint of one receipt. */
export interface WebhookDeliveryRow {
  endpointId: string;
  leafIndex: number;
  receiptId: string;
  step: string;
  /** `RETRYING`, `DELIVERED` or `DEAD`. */
  status: string;
  attempts: number;
  /** When it was last tried. */
  at: string;
  /** When it is tried again; null: never. */
  nextAt: string | null;
  /** HTTP status of the last answer; null: there was none. */
  answer: number | null;
  /** Why it failed last; null: it did not. */
  failure: string | null;
  /** How long the last try took. */
  ms: number;
}
