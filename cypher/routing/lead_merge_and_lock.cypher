// Claims who a lead is (external id before e-mail), each under its constraint, and locks the chain of the lead that has them, else of the new one.
// mode: write
// params: { leadId: string; identities: { kind: string; value: string }[] }
// row: rows.Locked & { known: { id: string; status: string } | null }
// cardinality: one
//+ claim_key
CALL () {
  UNWIND $identities AS given
  MERGE (identity:LeadIdentity {tenantId: $tenantId, kind: given.kind, value: given.value})
    ON CREATE SET identity.createdAt = $claim.at
  SET identity._lock = true
  WITH identity
  OPTIONAL MATCH (identity)-[:IDENTIFIES]->(found:Lead)
  RETURN collect(found.id) AS found
}
WITH key, coalesce(head(found), $leadId) AS leadId
//+ lock_head id='lead:' + leadId kind=lead
OPTIONAL MATCH (lead:Lead {tenantId: $tenantId, id: leadId})
RETURN key {.answer, .inputSha256} AS claim, heads, lead {.id, .status} AS known
