// The details of audit events by their ids; what was erased is not there.
// mode: read
// params: { ids: readonly string[] }
// row: rows.AuditDetailRow
// cardinality: many, at most one for each
UNWIND $ids AS id
MATCH (detail:AuditDetail {tenantId: $tenantId, id: id})
RETURN detail.id AS id, detail.salt AS salt, detail.content AS content
