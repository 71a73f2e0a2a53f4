// Gives the migration lock back, if it is still its owner's.
// mode: write
// params: { owner: string }
// row: { released: boolean }
// cardinality: one, none: it was taken over
MATCH (lock:MigrationLock {name: 'migrate'})
SET lock._lock = true
WITH lock WHERE lock.owner = $owner
SET lock.owner = null, lock.until = null
RETURN true AS released
