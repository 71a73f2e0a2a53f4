// Leaves of marks what is still to be summed up.
// mode: write
// params: { marks: { id: string; quarters: string[] }[] }
// row: { written: number }
// cardinality: one
UNWIND $marks AS left
MATCH (mark:IngestMark {tenantId: $tenantId, id: left.id})
SET mark.quarters = left.quarters
RETURN count(*) AS written
