// Claims the key, locks the hold's chain and the tenant's retention, and reads the hold behind it.
// mode: write
// params: { id: string }
// row: rows.Locked & { hold: rows.LegalHoldRow }
// cardinality: one; none: no such hold
//+ claim_key
//+ lock_heads
//+ lock_retention
MATCH (hold:LegalHold {tenantId: $tenantId, id: $id})
RETURN key {.answer, .inputSha256} AS claim, heads, hold {
  //+ legal_hold_fields
} AS hold
