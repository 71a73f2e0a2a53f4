// Locks the pool, the last of all locks, and writes the turns taken from the state that was read.
// mode: write
// params: { pool: string; expected: { version: number; state: string }; version: number; state: string }
// row: { poolId: string }
// cardinality: one, none: the pool has moved since
MATCH (pool:RoutingPool {tenantId: $tenantId, name: $pool})
SET pool._lock = true
WITH pool
WHERE pool.version = $expected.version AND coalesce(pool.state, '') = $expected.state
SET pool.version = $version, pool.state = $state
RETURN pool.id AS poolId
