// Marks of a tenant, oldest first.
// mode: read
// params: { most: number }
// row: rows.IngestMarkRow
// cardinality: many, at most $most
MATCH (mark:IngestMark {tenantId: $tenantId})
USING INDEX SEEK mark:IngestMark(tenantId, id)
WHERE mark.id > ''
WITH mark
ORDER BY mark.tenantId, mark.id
LIMIT $most
RETURN mark.id AS id, mark.quarters AS quarters, coalesce(mark.remakes, false) AS remakes
