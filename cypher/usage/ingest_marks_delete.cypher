// Ends marks of which everything is summed up.
// mode: write
// params: { ids: string[] }
// row: { deleted: number }
// cardinality: one
UNWIND $ids AS done
MATCH (mark:IngestMark {tenantId: $tenantId, id: done})
DELETE mark
RETURN count(*) AS deleted
