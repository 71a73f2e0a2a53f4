// Says by which zones usage is summed up, behind the lock of the roll-up.
// mode: write
// params: { froms: string[]; zones: string[] }
// row: { written: number }
// cardinality: one, none: nobody holds the lock
MATCH (rollUp:RollUpLock {tenantId: $tenantId})
SET rollUp.zonesFrom = $froms, rollUp.zones = $zones
RETURN count(*) AS written
