// Locks the tenant's roll-up: whoever writes buckets holds it. It comes after the heads of chains.
CALL () {
  MERGE (rollUp:RollUpLock {tenantId: $tenantId})
  SET rollUp._lock = true
}
