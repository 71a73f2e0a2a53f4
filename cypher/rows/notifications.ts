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

/** A link that was mailed to one approver, for one version of one quote. The token stands here as its hash alone. */
export interface ApprovalLinkRow {
  id: string;
  /** What it was sent for: one link a notice. */
  notice: string;
  approvalId: string;
  quoteId: string;
  quoteVersion: number;
  userId: string;
  /** SHA-256 of the token, in hex. */
  tokenSha256: string;
  createdAt: string;
  expiresAt: string;
  /** When the mail server took the mail; null: not yet. */
  sentAt: string | null;
  /** When it decided; null: it did not. */
  usedAt: string | null;
}

/** What a user wants of mail. */
export interface MailPreferenceRow {
  id: string;
  version: number;
  createdAt: string;
  userId: string;
  /** Whether they get mail about approvals. */
  approvals: boolean;
}
