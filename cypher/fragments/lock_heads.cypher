// Locks the heads of the workflows in $heads, which come sorted by id; a head is made on first use.
// params: { heads: rows.HeadParams[] }
CALL () {
  UNWIND $heads AS wanted
  MERGE (head:RevWorkflow {tenantId: $tenantId, id: wanted.id})
    ON CREATE SET head.kind = wanted.kind, head.seq = 0, head.createdAt = $claim.at
  SET head._lock = true
  WITH head
  RETURN collect(head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}) AS heads
}
