// Locks a lead's chain, and reads the lead, its running deadlines, and the user or team that is named.
// mode: write
// params: { leadId: string; userId: string | null; teamId: string | null }
// row: rows.Locked & { lead: rows.LeadRow; configNumber: number | null; running: rows.SlaTimerRow[]; user: { id: string; active: boolean } | null; team: { id: string } | null }
// cardinality: one, none: the lead is not there
//+ claim_key
MATCH (lead:Lead {tenantId: $tenantId, id: $leadId})
//+ lock_head id='lead:' + lead.id kind=lead
OPTIONAL MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'}) WHERE config.number > 0
OPTIONAL MATCH (user:User {tenantId: $tenantId, id: $userId})
OPTIONAL MATCH (team:Team {tenantId: $tenantId, id: $teamId})
RETURN key {.answer, .inputSha256} AS claim, heads, lead {.*} AS lead, config.number AS configNumber,
  [(lead)-[:HAS_TIMER]->(timer:SlaTimer) WHERE timer.status = 'running' | timer {.*}] AS running,
  user {.id, active: user.endedAt IS NULL} AS user, team {.id} AS team
