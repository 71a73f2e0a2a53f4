// A page of the details of audit events by id, with whether each says one of some texts.
// mode: read
// params: { after: string; texts: readonly string[]; most: number }
// row: { id: string; isNaming: boolean }
// cardinality: many, at most $most
MATCH (detail:AuditDetail {tenantId: $tenantId})
USING INDEX SEEK detail:AuditDetail(tenantId, id)
WHERE detail.id > $after
WITH detail
ORDER BY detail.tenantId, detail.id
LIMIT $most
RETURN detail.id AS id, any(text IN $texts WHERE detail.content CONTAINS text) AS isNaming
