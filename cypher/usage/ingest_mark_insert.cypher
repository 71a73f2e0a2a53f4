// Says that the quarter hours are to be summed up again: in the transaction that keeps or voids events of them.
// mode: write
// params: { id: string; quarters: string[] }
// row: { id: string }
// cardinality: one
CREATE (mark:IngestMark {tenantId: $tenantId, id: $id, quarters: $quarters})
RETURN mark.id AS id
