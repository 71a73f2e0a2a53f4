// Quarter hours of which what is made of them is still to be put together again.
// mode: read
// row: { start: string }
// cardinality: many, each once
MATCH (mark:IngestMark {tenantId: $tenantId})
USING INDEX SEEK mark:IngestMark(tenantId, id)
WHERE mark.id > '' AND mark.remakes
UNWIND mark.quarters AS start
RETURN DISTINCT start
