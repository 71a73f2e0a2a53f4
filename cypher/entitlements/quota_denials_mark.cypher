// Leaves to the roll-up of usage what quotas denied: in the transaction that leaves the receipts of it.
// mode: write
// params: { id: string; quarters: string[]; denials: string[] }
// row: { id: string }
// cardinality: one
CREATE (mark:IngestMark {tenantId: $tenantId, id: $id, quarters: $quarters, denials: $denials})
RETURN mark.id AS id
