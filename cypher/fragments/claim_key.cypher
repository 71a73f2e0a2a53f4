// Claims the idempotency key and locks it: MERGE alone does not lock a key that is already there.
// params: { claim: rows.ClaimParams }
MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
