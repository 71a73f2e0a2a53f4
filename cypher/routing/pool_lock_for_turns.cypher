// Locks the chains of waiting leads, then the members in $memberIds (sorted; where a capacity is counted), then, with $lockPool, the pool; reads behind them who still waits, and who may take a turn. Without it another may move the pool meanwhile: pool_take_turns finds out.
// mode: write
// params: { pool: string; poolId: string; leadIds: string[]; handles: string[]; memberIds: string[]; capacity: number | null; at: string; lockPool: boolean }
// row: rows.Locked & { configNumber: number | null; pool: rows.RoutingPoolRow; waiting: rows.LeadRow[]; members: rows.PoolMemberRow[] }
// cardinality: one
//+ claim_key
//+ lock_heads
CALL () {
  UNWIND $memberIds AS memberId
  MATCH (member:User {tenantId: $tenantId, id: memberId})
  SET member._lock = true
  RETURN count(member) AS lockedMembers
}
MERGE (pool:RoutingPool {tenantId: $tenantId, name: $pool})
  ON CREATE SET pool:Entity, pool.id = $poolId, pool.createdAt = $claim.at, pool.version = 0
FOREACH (_ IN CASE WHEN $lockPool THEN [1] ELSE [] END | SET pool._lock = true)
WITH key, heads, pool
OPTIONAL MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'}) WHERE config.number > 0
RETURN key {.answer, .inputSha256} AS claim, heads, config.number AS configNumber, pool {.id, .createdAt, .name, .version, .state} AS pool,
  COLLECT {
    UNWIND $leadIds AS leadId
    MATCH (lead:Lead {tenantId: $tenantId, id: leadId})
    WHERE lead.waitingIn = $pool
    RETURN lead {.*}
  } AS waiting,
  COLLECT {
    UNWIND $handles AS handle
    MATCH (user:User {tenantId: $tenantId, handle: handle})
    RETURN user {
      .id, .handle, active: user.endedAt IS NULL,
      absent: EXISTS {
        MATCH (absence:Absence {tenantId: $tenantId, userId: user.id})
        USING INDEX SEEK absence:Absence(tenantId, userId, endsAt, id)
        WHERE absence.endsAt > $at AND absence.id IS NOT NULL AND absence.startsAt <= $at
      },
      waiting: CASE WHEN $capacity IS NULL THEN null ELSE COUNT {
        MATCH (open:Lead {tenantId: $tenantId, queue: 'user:' + user.id})
        USING INDEX SEEK open:Lead(tenantId, queue, queueDueAt, id)
        WHERE open.queueDueAt IS NOT NULL AND open.id IS NOT NULL
        RETURN open LIMIT $capacity
      } END
    }
  } AS members
