import type { Look } from './look.js';

/** A receipt's body, as docs/receipt-format.md has it. */
export interface Body {
  v: 1;
  id: string;
  tenant_id: string;
  workflow_id: string;
  workflow_kind: string;
  workflow_seq: number;
  parent: { workflow_id: string; seq: number; sha256: string } | null;
  previous_receipt_id: string | null;
  previous_sha256: string | null;
  workflow_step: string;
  outcome: string;
  subject: { type: string; id: string };
  on_behalf_of: { type: string; id: string } | null;
  resource_ref: { type: string; id: string; version: number | null } | null;
  policy: object | null;
  business_commitment: string | null;
  personal_commitment: string | null;
  timestamp: string;
}

/** A payload as it is stored. */
export interface StoredPayload {
  labels: string[];
  salt: string;
  content: string;
}

/** A receipt as the graph has it, with everything that hangs on it. */
export interface StoredReceipt {
  node: Record<string, unknown> & { id: string; body: string; sha256: string; leafIndex?: number };
  labels: string[];
  payloads: StoredPayload[];
  /** Ids of what it is an evidence of. */
  evidences: string[];
}

/** Receipts a look: some 5 MB. */
const PAGE = 2_000;

/** Reads receipts in log order, from one place to another, a page at a time. */
export async function* sealedReceipts(
  look: Look,
  tenantId: string,
  from: number,
  to: number,
): AsyncGenerator<StoredReceipt[]> {
  for (let start = from; start < to; start += PAGE) {
    yield await look.rows<StoredReceipt>(
      `MATCH (r:Receipt {tenantId: $tenantId}) WHERE r.leafIndex >= $start AND r.leafIndex < $end
       WITH r ORDER BY r.leafIndex
       RETURN properties(r) AS node, labels(r) AS labels,
         [(r)-[:HAS_PAYLOAD]->(p) | {labels: labels(p), salt: p.salt, content: p.content}] AS payloads,
         [(r)-[:EVIDENCES]->(e) | e.id] AS evidences`,
      { tenantId, start, end: Math.min(start + PAGE, to) },
    );
  }
}
