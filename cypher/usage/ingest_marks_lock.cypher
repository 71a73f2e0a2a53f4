// Waits until whoever wrote the marks is done, so that what they mark can be read; nothing is kept of it.
// mode: write
// params: { ids: string[] }
// row: { locked: number }
// cardinality: one
UNWIND $ids AS wanted
MATCH (mark:IngestMark {tenantId: $tenantId, id: wanted})
SET mark._lock = true
RETURN count(*) AS locked
