// Locks the chain of a lead whose deadline passed, and reads the deadline again with whoever leads the teams that the lead may go up to.
// mode: write
// params: { leadId: string; timerId: string }
// row: rows.Locked & { lead: rows.LeadRow; configNumber: number | null; timer: rows.SlaTimerRow; leads: { teamId: string; userId: string }[] }
// cardinality: one, none: lead or deadline is not there
//+ claim_key
MATCH (lead:Lead {tenantId: $tenantId, id: $leadId})
//+ lock_head id='lead:' + lead.id kind=lead
MATCH (timer:SlaTimer {tenantId: $tenantId, id: $timerId})
OPTIONAL MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'}) WHERE config.number > 0
OPTIONAL MATCH (owner:User {tenantId: $tenantId, id: lead.ownerId})
OPTIONAL MATCH (queueTeam:Team {tenantId: $tenantId, id: lead.teamId})
WITH *, [queueTeam] + [(owner)-[member:MEMBER_OF]->(own:Team) WHERE member.to IS NULL | own] AS teams
RETURN key {.answer, .inputSha256} AS claim, heads, lead {.*} AS lead, config.number AS configNumber, timer {.*} AS timer,
  COLLECT {
    UNWIND teams AS team
    MATCH (boss:User)-[leads:LEADS]->(team)
    WHERE leads.to IS NULL AND boss.endedAt IS NULL
    RETURN {teamId: team.id, userId: boss.id}
  } AS leads
