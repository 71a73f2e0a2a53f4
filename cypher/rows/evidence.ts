/** Receipts as the sealer and its listeners see them. */

export interface UnsealedRow {
  id: string;
  workflowId: string;
  workflowSeq: number;
  createdAt: string;
  body: string;
}

/** A sealed receipt without its payloads: what listeners are told. */
export interface SealedRow {
  id: string;
  /** Its place in the tenant's log, and the cursor that a subscriber resumes from. */
  leafIndex: number;
  step: string;
  outcome: string;
  workflowId: string;
  workflowKind: string;
  resourceType: string;
  resourceId: string;
  subjectId: string;
  at: string;
}

/** A receipt in a list; the body says the rest. */
export interface ReceiptRecord {
  id: string;
  at: string;
  workflowSeq: number;
  /** Null until it is sealed. */
  leafIndex: number | null;
  sha256: string;
  body: string;
}

/** A payload as it is stored: the salt in hex, the content as canonical JSON. */
export interface PayloadRow {
  salt: string;
  content: string;
}

/** A receipt with everything that is stored of it, also what the body says a second time. */
export interface StoredReceipt extends ReceiptRecord {
  workflowId: string;
  workflowKind: string;
  step: string;
  outcome: string;
  subjectType: string;
  subjectId: string;
  resourceType: string;
  resourceId: string;
  business: PayloadRow | null;
  personal: PayloadRow | null;
}

/** A verdict as it stands in the graph; `verdict` is canonical JSON. */
export interface PolicyDecisionRow {
  id: string;
  at: string;
  receiptId: string;
  resourceType: string;
  resourceId: string;
  package: string;
  policyVersion: string;
  configVersion: number | null;
  allow: boolean;
  ruleIds: string[];
  /** The receipt's business payload, which holds the verdict as `policy_decision`; null once it is removed. */
  content: string | null;
}

/** A stored receipt with what else the graph says of it. */
export interface ChainedReceipt extends StoredReceipt {
  /** Whether it waits for the sealer. */
  unsealed: boolean;
  /** Whether the tenant has an entity of its resource's id. */
  resourceFound: boolean;
  /** Ids of what it evidences. */
  evidenced: string[];
}

/** An edge at a node that was asked for. */
export interface FoundEdge {
  type: string;
  /** Id of its other end; of what has none, what makes it unique. */
  other: string | null;
  /** Labels of its other end. */
  labels: string[];
  properties: Record<string, unknown>;
}

/** A node as it is. */
export interface FoundNode {
  id: string;
  labels: string[];
  properties: Record<string, unknown>;
  out: FoundEdge[];
  in: FoundEdge[];
}

/** A node in a list of its label's. */
export interface ListedNode {
  id: string;
  /** Id of the node in whose chain it is told of, if that is another. */
  owner: string | null;
}
