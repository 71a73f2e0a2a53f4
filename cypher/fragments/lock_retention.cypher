// Locks the tenant's retention, and reads behind it the holds in force as `holds` (rows.HoldInForce): whoever takes anything away does
// so, in each transaction, and whoever places a hold. It comes after the heads of chains and before the lock of the roll-up.
CALL () {
  MERGE (retention:RetentionLock {tenantId: $tenantId})
  SET retention._lock = true
}
CALL () {
  MATCH (hold:LegalHold {tenantId: $tenantId, state: 'IN_FORCE'})
  USING INDEX SEEK hold:LegalHold(tenantId, state, createdAt, id)
  WHERE hold.createdAt > '' AND hold.id IS NOT NULL
  RETURN collect(hold {.id, .scope, .ref}) AS holds
}
