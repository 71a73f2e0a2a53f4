// Which of some quarter hours are still to be summed up.
// mode: read
// params: { starts: string[] }
// row: { start: string }
// cardinality: many, each at most once
MATCH (mark:IngestMark {tenantId: $tenantId})
USING INDEX SEEK mark:IngestMark(tenantId, id)
WHERE mark.id > ''
UNWIND mark.quarters AS start
WITH DISTINCT start
WHERE start IN $starts
RETURN start
