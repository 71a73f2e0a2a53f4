// Reads policy decisions by their ids.
// mode: read
// params: { ids: readonly string[] }
// row: rows.PolicyDecisionRow
// cardinality: many, one an id that is there
UNWIND $ids AS wanted
MATCH (decision:PolicyDecision {tenantId: $tenantId, id: wanted})
WITH decision, decision.receiptId AS receiptId
OPTIONAL MATCH (payload:BusinessPayload {tenantId: $tenantId, id: receiptId})
RETURN decision.id AS id, decision.createdAt AS at, receiptId, decision.resourceType AS resourceType,
  decision.resourceId AS resourceId, decision.package AS package, decision.policyVersion AS policyVersion,
  decision.configVersion AS configVersion, decision.allow AS allow, decision.ruleIds AS ruleIds, payload.content AS content
