// Finds which of these identities some lead has.
// mode: read
// params: { identities: { n: number; kind: string; value: string }[] }
// row: { n: number; leadId: string }
// cardinality: one an identity at most
UNWIND $identities AS given
MATCH (identity:LeadIdentity {tenantId: $tenantId, kind: given.kind, value: given.value})-[:IDENTIFIES]->(lead:Lead)
RETURN given.n AS n, lead.id AS leadId
