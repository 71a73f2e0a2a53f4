// Writes a locked pool's turns.
// mode: write
// params: { pool: string; version: number; state: string }
// row: { poolId: string }
// cardinality: one
MATCH (pool:RoutingPool {tenantId: $tenantId, name: $pool})
SET pool.version = $version, pool.state = $state
RETURN pool.id AS poolId
