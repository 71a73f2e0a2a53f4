// Reads the signed checkpoint of one size.
// mode: read
// params: { size: number }
// row: { note: string }
// cardinality: one, none: the log never had a checkpoint of this size
MATCH (checkpoint:Checkpoint {tenantId: $tenantId, size: $size})
RETURN checkpoint.note AS note
