// Deletes payloads with their salts, and marks the receipts of those whose time was up with what left.
// mode: write
// params: { business: readonly string[]; personal: readonly string[]; marks: { id: string; payloads: string[] }[] }
// row: { removed: number }
// cardinality: one
CALL () {
  UNWIND $business AS id
  MATCH (payload:BusinessPayload {tenantId: $tenantId, id: id})
  DETACH DELETE payload
}
CALL () {
  UNWIND $personal AS id
  MATCH (payload:PersonalPayload {tenantId: $tenantId, id: id})
  DETACH DELETE payload
}
CALL () {
  UNWIND $marks AS mark
  MATCH (receipt:Receipt {tenantId: $tenantId, id: mark.id})
  SET receipt.removedPayloads = coalesce(receipt.removedPayloads, []) + mark.payloads
}
RETURN size($business) + size($personal) AS removed
