/** Legal holds as the statements of cypher/evidence give and take them. */

import type { PayloadRow } from './evidence.js';

/** What a hold that is in force keeps; `ref` is null where it keeps everything of its tenant. */
export interface HoldInForce {
  id: string;
  scope: string;
  ref: string | null;
}

/** A legal hold as it is stored; it was placed at `createdAt`. */
export interface LegalHoldRow extends HoldInForce {
  createdAt: string;
  version: number;
  state: string;
  /** A code; words about it stand in its receipt alone. */
  reason: string;
  placedBy: string;
  liftedAt: string | null;
  liftedBy: string | null;
}

/** A receipt whose payloads may be old enough to leave. */
export interface CompactableReceipt {
  id: string;
  at: string;
  /** Of its chain. */
  kind: string;
  step: string;
  /** Null: it is not in the log yet. */
  leafIndex: number | null;
  hasPayload: boolean;
}

/** Which payloads of a receipt are there, and what a hold on them would name. */
export interface RemovablePayloads {
  id: string;
  workflowId: string;
  leafIndex: number | null;
  business: boolean;
  personal: boolean;
  /** Who acted, what it is about, and whom its personal payload is about. */
  people: string[];
}

/** A receipt that says which payloads are gone by right. */
export interface TellingOfRemovals {
  id: string;
  workflowId: string;
  step: string;
  body: string;
  /** Null: it is not in the log yet. */
  leafIndex: number | null;
  /** Whether it waits for the sealer. */
  unsealed: boolean;
  business: PayloadRow;
}

/** The last receipts, by time and id, that compaction need not look at again; '' at its beginning. */
export interface CompactionProgress {
  shortAt: string;
  shortId: string;
  longAt: string;
  longId: string;
}

/** What there is of a person, some at a time: ids of receipts with personal payloads about them, and events. */
export interface PersonTraces {
  /** Whether they are a user or a lead of the tenant. */
  isKnown: boolean;
  payloads: string[];
  events: { id: string; type: string; occurredAt: string; metadata: string }[];
  /** Those of the named chains that have a payload about them. */
  heldWorkflows: string[];
  /** Those of the named batches that have an event of theirs. */
  heldBatches: string[];
  /** Those of the named people whom a receipt with a payload about them names too. */
  heldPeople: string[];
}

/** What reported audit events have of a person, some at a time. */
export interface PersonAudits {
  /** Ids of events with details to be erased. */
  details: string[];
  /** Ids of events that call so an actor or entity who is no user or lead. */
  called: string[];
  heldBatches: string[];
  heldPeople: string[];
}
