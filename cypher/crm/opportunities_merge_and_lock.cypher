// Claims the key, locks the chains, and finds or makes the opportunities of these external ids under their constraint, locked. One that was made has no version yet. $rows come sorted by external ids and are never empty.
// mode: write
// params: { rows: { externalId: string; id: string }[] }
// row: rows.Locked & { opportunities: rows.OpportunityRow[] }
// cardinality: one
//+ claim_key
//+ lock_heads
CALL () {
  UNWIND $rows AS row
  MERGE (o:Opportunity {tenantId: $tenantId, externalId: row.externalId})
    ON CREATE SET o:Entity, o.id = row.id, o.tenantKey = replace($tenantId, '-', '')
  SET o._lock = true
  WITH o
  //+ opportunity_return
}
RETURN key {.answer, .inputSha256} AS claim, heads, collect(opportunity) AS opportunities
