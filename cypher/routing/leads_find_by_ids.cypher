// Finds leads by id.
// mode: read
// params: { ids: string[] }
// row: { lead: rows.LeadRow }
// cardinality: one an id at most
UNWIND $ids AS id
MATCH (lead:Lead {tenantId: $tenantId, id: id})
RETURN lead {.*} AS lead
