// Inserts a lead under its claimed identities.
// mode: write
// params: { lead: rows.LeadRow; identities: { kind: string; value: string }[] }
// row: { leadId: string }
// cardinality: one
CREATE (lead:Lead:Entity {tenantId: $tenantId, id: $lead.id})
SET lead += $lead
WITH lead
CALL (lead) {
  UNWIND $identities AS given
  MATCH (identity:LeadIdentity {tenantId: $tenantId, kind: given.kind, value: given.value})
  CREATE (identity)-[:IDENTIFIES]->(lead)
}
RETURN lead.id AS leadId
