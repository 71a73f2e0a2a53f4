// Saves answers under their keys, appends chained receipts with their payloads and decisions, and moves the heads. What was
// claimed and came to nothing, in a group where others did write, is let go.
// mode: write
// params: { saved: rows.SavedAnswer[]; heads: rows.MovedHead[]; abandoned: rows.Abandoned[] }
// row: { saved: number }
// cardinality: one
CALL () {
  UNWIND $saved AS claim
  MATCH (key:IdempotencyKey {tenantId: $tenantId, scope: claim.scope, key: claim.key})
  SET key.answer = claim.answer
  RETURN count(*) AS saved
}
CALL () {
  UNWIND $abandoned AS left
  MATCH (key:IdempotencyKey {tenantId: $tenantId, scope: left.scope, key: left.key})
  SET key._lock = true
  WITH key WHERE key.answer IS NULL
  DELETE key
}
CALL () {
  UNWIND $heads AS moved
  MATCH (head:RevWorkflow {tenantId: $tenantId, id: moved.id})
  SET head.seq = moved.seq, head.sha256 = moved.sha256, head.lastReceiptId = moved.lastReceiptId, head.lastAt = moved.lastAt
  WITH head, moved
  UNWIND moved.receipts AS r
  CREATE (receipt:Receipt:Unsealed {
    tenantId: $tenantId, id: r.id, createdAt: r.at, workflowId: moved.id, workflowKind: moved.kind,
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
      allow: d.allow, ruleIds: d.ruleIds})
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
RETURN saved
