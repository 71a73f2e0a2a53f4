// Says that what is made of quarter hours is to be put together again, from the quarter hours as they are.
// mode: write
// params: { marks: { id: string; quarters: string[] }[] }
// row: { inserted: number }
// cardinality: one
UNWIND $marks AS wanted
CREATE (mark:IngestMark {tenantId: $tenantId, id: wanted.id, quarters: wanted.quarters, remakes: true})
RETURN count(*) AS inserted
