// Leads from the details of audit events to the user whom each names as its actor; where nobody is, nothing is linked.
// mode: write
// params: { links: rows.AuditDetailLink[] }
// row: { linked: number }
// cardinality: one
UNWIND $links AS link
MATCH (detail:AuditDetail {tenantId: $tenantId, id: link.id})
MATCH (person:User {tenantId: $tenantId, id: link.userId})
MERGE (detail)-[:ABOUT]->(person)
RETURN count(*) AS linked
