// Generated from cypher/evidence/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** Claims the key and locks the named workflows, for writes that need no other fact behind the lock. Rows: one. */
export const headsLock: Statement<
  Record<never, never> & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked
> = {
  name: 'evidence/heads_lock',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
CALL () {
  UNWIND $heads AS wanted
  MERGE (head:RevWorkflow {tenantId: $tenantId, id: wanted.id})
    ON CREATE SET head.kind = wanted.kind, head.seq = 0, head.createdAt = $claim.at
  SET head._lock = true
  WITH head
  RETURN collect(head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}) AS heads
}
RETURN key {.answer, .inputSha256} AS claim, heads`,
};

/** Saves the answer under its key, appends chained receipts with their payloads and decisions, and moves the heads. Rows: one. */
export const receiptsAppend: Statement<
  { claim: rows.ClaimParams; answer: string; heads: rows.MovedHead[]; receipts: rows.ReceiptRow[] },
  { appended: number }
> = {
  name: 'evidence/receipts_append',
  mode: 'write',
  text: `MATCH (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
SET key.answer = $answer
WITH key
CALL () {
  UNWIND $heads AS moved
  MATCH (head:RevWorkflow {tenantId: $tenantId, id: moved.id})
  SET head.seq = moved.seq, head.sha256 = moved.sha256, head.lastReceiptId = moved.lastReceiptId, head.lastAt = moved.lastAt
}
CALL () {
  UNWIND $receipts AS r
  MATCH (head:RevWorkflow {tenantId: $tenantId, id: r.workflowId})
  CREATE (receipt:Receipt:Unsealed {
    tenantId: $tenantId, id: r.id, createdAt: r.at, workflowId: r.workflowId, workflowKind: r.workflowKind,
    workflowSeq: r.workflowSeq, step: r.step, outcome: r.outcome, subjectType: r.subjectType, subjectId: r.subjectId,
    resourceType: r.resourceType, resourceId: r.resourceId, body: r.body, sha256: r.sha256
  })-[:EVIDENCES]->(head)
  FOREACH (_ IN CASE WHEN r.business IS NULL THEN [] ELSE [1] END |
    CREATE (receipt)-[:HAS_PAYLOAD]->(:BusinessPayload {
      tenantId: $tenantId, id: r.id, createdAt: r.at, salt: r.businessSalt, content: r.business}))
  WITH r, receipt
  OPTIONAL MATCH (resource:Entity {tenantId: $tenantId, id: r.resourceId})
  FOREACH (found IN CASE WHEN resource IS NULL THEN [] ELSE [resource] END |
    CREATE (receipt)-[:EVIDENCES]->(found))
  FOREACH (d IN CASE WHEN r.decision IS NULL THEN [] ELSE [r.decision] END |
    CREATE (decision:PolicyDecision:Entity {
      tenantId: $tenantId, id: d.id, createdAt: r.at, receiptId: r.id, resourceType: r.resourceType,
      resourceId: r.resourceId, package: d.package, policyVersion: d.version, configVersion: d.configVersion,
      allow: d.allow, ruleIds: d.ruleIds, verdict: d.verdict})
    FOREACH (found IN CASE WHEN resource IS NULL THEN [] ELSE [resource] END |
      CREATE (decision)-[:APPLIES_TO]->(found)))
  WITH r, receipt WHERE r.personal IS NOT NULL
  CREATE (receipt)-[:HAS_PAYLOAD]->(personal:PersonalPayload {
    tenantId: $tenantId, id: r.id, createdAt: r.at, salt: r.personalSalt, content: r.personal})
  WITH r, personal
  UNWIND r.about AS personId
  MATCH (person:Entity {tenantId: $tenantId, id: personId})
  CREATE (personal)-[:ABOUT]->(person)
}
RETURN size($receipts) AS appended`,
};
