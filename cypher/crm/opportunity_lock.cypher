// Claims the key, locks the chains and the opportunity, and reads it behind the lock.
// mode: write
// params: { id: string }
// row: rows.Locked & { opportunity: rows.OpportunityRow }
// cardinality: one, none: no such opportunity
//+ claim_key
//+ lock_heads
MATCH (o:Opportunity {tenantId: $tenantId, id: $id})
SET o._lock = true
WITH key, heads, o
CALL (o) {
  //+ opportunity_return
}
RETURN key {.answer, .inputSha256} AS claim, heads, opportunity
