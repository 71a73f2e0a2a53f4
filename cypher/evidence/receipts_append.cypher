// Saves the answer under its key, appends chained receipts with their payloads and decisions, and moves the heads.
// mode: write
// params: { claim: rows.ClaimParams; answer: string; heads: rows.MovedHead[]; receipts: rows.ReceiptRow[] }
// row: { appended: number }
// cardinality: one
MATCH (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
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
RETURN size($receipts) AS appended
