// Claims the one migration lock for a while, unless somebody else holds it.
// mode: write
// params: { owner: string; at: string; until: string }
// row: { claimed: boolean }
// cardinality: one
MERGE (lock:MigrationLock {name: 'migrate'})
SET lock._lock = true
WITH lock, lock.owner IS NULL OR lock.until < $at AS free
FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END | SET lock.owner = $owner, lock.until = $until)
RETURN free AS claimed
