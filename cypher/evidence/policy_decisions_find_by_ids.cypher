// Reads policy decisions by their ids.
// mode: read
// params: { ids: readonly string[] }
// row: rows.PolicyDecisionRow
// cardinality: many, one an id that is there
UNWIND $ids AS wanted
MATCH (decision:PolicyDecision {tenantId: $tenantId, id: wanted})
RETURN decision.id AS id, decision.createdAt AS at, decision.receiptId AS receiptId, decision.resourceType AS resourceType,
  decision.resourceId AS resourceId, decision.package AS package, decision.policyVersion AS policyVersion,
  decision.configVersion AS configVersion, decision.allow AS allow, decision.ruleIds AS ruleIds, decision.verdict AS verdict
