// Reads the payloads of receipts; each has its receipt's id.
// mode: read
// params: { ids: readonly string[] }
// row: { id: string; business: rows.PayloadRow | null; personal: rows.PayloadRow | null; removed: string[] }
// cardinality: many, one an id
UNWIND $ids AS id
OPTIONAL MATCH (receipt:Receipt {tenantId: $tenantId, id: id})
OPTIONAL MATCH (business:BusinessPayload {tenantId: $tenantId, id: id})
OPTIONAL MATCH (personal:PersonalPayload {tenantId: $tenantId, id: id})
RETURN id, business {.salt, .content} AS business, personal {.salt, .content} AS personal,
  coalesce(receipt.removedPayloads, []) AS removed
