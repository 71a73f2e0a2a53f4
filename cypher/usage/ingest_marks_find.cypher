// Those of some marks that nobody has ended, as they are now.
// mode: read
// params: { ids: string[] }
// row: rows.MarkedRow
// cardinality: many, each at most once
UNWIND $ids AS wanted
MATCH (mark:IngestMark {tenantId: $tenantId, id: wanted})
RETURN mark.id AS id, mark.quarters AS quarters, coalesce(mark.remakes, false) AS remakes, coalesce(mark.denials, []) AS denials
