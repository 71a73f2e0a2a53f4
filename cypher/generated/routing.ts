// Generated from cypher/routing/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** Ends an absence behind the lock of its user's chain. Rows: one. */
export const absenceEnd: Statement<
  { absenceId: string; endsAt: string; version: number },
  { absenceId: string }
> = {
  name: 'routing/absence_end',
  mode: 'write',
  text: `MATCH (absence:Absence {tenantId: $tenantId, id: $absenceId})
SET absence.endsAt = $endsAt, absence.version = $version
RETURN absence.id AS absenceId`,
};

/** Inserts an absence. Rows: one. */
export const absenceInsert: Statement<
  { absence: rows.AbsenceRow },
  { absenceId: string }
> = {
  name: 'routing/absence_insert',
  mode: 'write',
  text: `CREATE (absence:Absence:Entity {tenantId: $tenantId, id: $absence.id})
SET absence += $absence
RETURN absence.id AS absenceId`,
};

/** Locks the chain of the user whose absence it is, and reads the absence behind it. Rows: one, none: the absence is not there. */
export const absenceLock: Statement<
  { absenceId: string } & { claim: rows.ClaimParams },
  rows.Locked & { absence: rows.AbsenceRow }
> = {
  name: 'routing/absence_lock',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (absence:Absence {tenantId: $tenantId, id: $absenceId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'admin:' + absence.userId})
  ON CREATE SET head.kind = 'admin', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
RETURN key {.answer, .inputSha256} AS claim, heads,
  absence {.id, .version, .createdAt, .userId, .startsAt, .endsAt, .recordedBy} AS absence`,
};

/** Locks the chain of a user who is to be away. Rows: one, none: the user is not there. */
export const absenceLockForUser: Statement<
  { userId: string } & { claim: rows.ClaimParams },
  rows.Locked & { active: boolean }
> = {
  name: 'routing/absence_lock_for_user',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (user:User {tenantId: $tenantId, id: $userId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'admin:' + user.id})
  ON CREATE SET head.kind = 'admin', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
RETURN key {.answer, .inputSha256} AS claim, heads, user.endedAt IS NULL AS active`,
};

/** Finds a user's absences that are not over, the first to end first. Rows: limit at most. */
export const absencesFind: Statement<
  { userId: string; now: string; limit: number },
  { absence: rows.AbsenceRow }
> = {
  name: 'routing/absences_find',
  mode: 'read',
  text: `MATCH (absence:Absence {tenantId: $tenantId, userId: $userId})
USING INDEX SEEK absence:Absence(tenantId, userId, endsAt, id)
WHERE absence.endsAt > $now AND absence.id IS NOT NULL
WITH absence
ORDER BY absence.tenantId, absence.userId, absence.endsAt, absence.id
LIMIT $limit
RETURN absence {.id, .version, .createdAt, .userId, .startsAt, .endsAt, .recordedBy} AS absence`,
};

/** One page of all absences by id, to be compared with their receipts. Rows: many, at most $most. */
export const absencesListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'routing/absences_list_all',
  mode: 'read',
  text: `MATCH (n:Absence {tenantId: $tenantId})
USING INDEX SEEK n:Absence(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.userId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** One page of all assignments by id, to be compared with their receipts. Rows: many, at most $most. */
export const assignmentsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'routing/assignments_list_all',
  mode: 'read',
  text: `MATCH (n:Assignment {tenantId: $tenantId})
USING INDEX SEEK n:Assignment(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.leadId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Finds what explains a lead's way: its last routing and preflight decisions, its match, and its pools' turns. Rows: one, none: the lead is not there. */
export const leadDecisionsFind: Statement<
  { leadId: string },
  { lead: rows.LeadRow; routing: rows.LeadDecisionRow | null; preflight: rows.LeadDecisionRow | null; match: { accountId: string; criterion: string; score: number; at: string } | null; assignments: rows.AssignmentRow[]; timers: rows.SlaTimerRow[] }
> = {
  name: 'routing/lead_decisions_find',
  mode: 'read',
  text: `MATCH (lead:Lead {tenantId: $tenantId, id: $leadId})
WITH lead,
  COLLECT {
    MATCH (decision:PolicyDecision {tenantId: $tenantId, resourceId: $leadId})
    USING INDEX SEEK decision:PolicyDecision(tenantId, resourceId, createdAt, id)
    WHERE decision.createdAt IS NOT NULL AND decision.id IS NOT NULL
    WITH decision
    ORDER BY decision.tenantId, decision.resourceId, decision.createdAt, decision.id
    LIMIT 200
    WITH decision, decision.receiptId AS receiptId
    OPTIONAL MATCH (payload:BusinessPayload {tenantId: $tenantId, id: receiptId})
    RETURN decision {.id, .createdAt, .receiptId, .package, .policyVersion, .configVersion, .allow, .ruleIds,
      content: payload.content}
  } AS decisions
RETURN lead {.*} AS lead,
  last([decision IN decisions WHERE decision.package = 'lead_routing']) AS routing,
  last([decision IN decisions WHERE decision.package = 'lead_routing.preflight']) AS preflight,
  head([(lead)-[matched:MATCHED_TO]->(account:Account) |
    {accountId: account.id, criterion: matched.criterion, score: matched.score, at: matched.at}]) AS match,
  COLLECT {
    MATCH (assignment:Assignment {tenantId: $tenantId, leadId: $leadId})
    USING INDEX SEEK assignment:Assignment(tenantId, leadId, createdAt, id)
    WHERE assignment.createdAt IS NOT NULL AND assignment.id IS NOT NULL
    WITH assignment
    ORDER BY assignment.tenantId, assignment.leadId, assignment.createdAt, assignment.id
    LIMIT 50
    RETURN assignment {.*}
  } AS assignments,
  [(lead)-[:HAS_TIMER]->(timer:SlaTimer) | timer {.*}] AS timers`,
};

/** Finds which of these identities some lead has. Rows: one an identity at most. */
export const leadIdentitiesFind: Statement<
  { identities: { n: number; kind: string; value: string }[] },
  { n: number; leadId: string }
> = {
  name: 'routing/lead_identities_find',
  mode: 'read',
  text: `UNWIND $identities AS given
MATCH (identity:LeadIdentity {tenantId: $tenantId, kind: given.kind, value: given.value})-[:IDENTIFIES]->(lead:Lead)
RETURN given.n AS n, lead.id AS leadId`,
};

/** One page of all lead identities by kind and value, to be compared with the receipts of their leads. Rows: many, at most $most. */
export const leadIdentitiesListAll: Statement<
  { afterKind: string; after: string; most: number },
  rows.ListedNode & { kind: string; value: string }
> = {
  name: 'routing/lead_identities_list_all',
  mode: 'read',
  text: `MATCH (n:LeadIdentity {tenantId: $tenantId})
USING INDEX SEEK n:LeadIdentity(tenantId, kind, value)
WHERE n.kind >= $afterKind AND n.value IS NOT NULL
  AND CASE WHEN n.kind = $afterKind THEN n.value > $after ELSE true END
WITH n
ORDER BY n.tenantId, n.kind, n.value
LIMIT $most
RETURN n.kind + ' ' + n.value AS id, head([(n)-[:IDENTIFIES]->(lead:Lead) | lead.id]) AS owner, n.kind AS kind, n.value AS value`,
};

/** Inserts a lead under its claimed identities. Rows: one. */
export const leadInsert: Statement<
  { lead: rows.LeadRow; identities: { kind: string; value: string }[] },
  { leadId: string }
> = {
  name: 'routing/lead_insert',
  mode: 'write',
  text: `CREATE (lead:Lead:Entity {tenantId: $tenantId, id: $lead.id})
SET lead += $lead
WITH lead
CALL (lead) {
  UNWIND $identities AS given
  MATCH (identity:LeadIdentity {tenantId: $tenantId, kind: given.kind, value: given.value})
  CREATE (identity)-[:IDENTIFIES]->(lead)
}
RETURN lead.id AS leadId`,
};

/** Locks a lead's chain, and reads the lead, its running deadlines, and the user or team that is named. Rows: one, none: the lead is not there. */
export const leadLock: Statement<
  { leadId: string; userId: string | null; teamId: string | null } & { claim: rows.ClaimParams },
  rows.Locked & { lead: rows.LeadRow; configNumber: number | null; running: rows.SlaTimerRow[]; user: { id: string; active: boolean } | null; team: { id: string } | null }
> = {
  name: 'routing/lead_lock',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (lead:Lead {tenantId: $tenantId, id: $leadId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'lead:' + lead.id})
  ON CREATE SET head.kind = 'lead', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
OPTIONAL MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'}) WHERE config.number > 0
OPTIONAL MATCH (user:User {tenantId: $tenantId, id: $userId})
OPTIONAL MATCH (team:Team {tenantId: $tenantId, id: $teamId})
RETURN key {.answer, .inputSha256} AS claim, heads, lead {.*} AS lead, config.number AS configNumber,
  [(lead)-[:HAS_TIMER]->(timer:SlaTimer) WHERE timer.status = 'running' | timer {.*}] AS running,
  user {.id, active: user.endedAt IS NULL} AS user, team {.id} AS team`,
};

/** Locks the chain of a lead whose deadline passed, and reads the deadline again with whoever leads the teams that the lead may go up to. Rows: one, none: lead or deadline is not there. */
export const leadLockForBreach: Statement<
  { leadId: string; timerId: string } & { claim: rows.ClaimParams },
  rows.Locked & { lead: rows.LeadRow; configNumber: number | null; timer: rows.SlaTimerRow; leads: { teamId: string; userId: string }[] }
> = {
  name: 'routing/lead_lock_for_breach',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (lead:Lead {tenantId: $tenantId, id: $leadId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'lead:' + lead.id})
  ON CREATE SET head.kind = 'lead', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
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
  } AS leads`,
};

/** Locks a lead's chain, and reads what its routing is decided on: the account it may belong to, and whoever the configuration names. Rows: one, none: the lead is not there. */
export const leadLockForRouting: Statement<
  { leadId: string; accountId: string | null; handles: string[]; teamHandles: string[] } & { claim: rows.ClaimParams },
  rows.Locked & { lead: rows.LeadRow; configNumber: number | null; account: rows.RoutedAccountRow | null; people: { id: string; handle: string; active: boolean }[]; teams: { id: string; handle: string }[]; previousOwners: { id: string; handle: string }[] }
> = {
  name: 'routing/lead_lock_for_routing',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (lead:Lead {tenantId: $tenantId, id: $leadId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'lead:' + lead.id})
  ON CREATE SET head.kind = 'lead', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
OPTIONAL MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'}) WHERE config.number > 0
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: $accountId})
OPTIONAL MATCH (owner:User {tenantId: $tenantId, id: account.ownerId})
RETURN key {.answer, .inputSha256} AS claim, heads, lead {.*} AS lead, config.number AS configNumber,
  account {
    .id, .customerStatus, .arrMinor, .region, .country, industry: account.sector, .employees, .custom,
    owner: owner {.id, .handle, active: owner.endedAt IS NULL}
  } AS account,
  COLLECT {
    UNWIND $handles AS handle
    MATCH (user:User {tenantId: $tenantId, handle: handle})
    RETURN user {.id, .handle, active: user.endedAt IS NULL}
  } AS people,
  COLLECT {
    UNWIND $teamHandles AS handle
    MATCH (team:Team {tenantId: $tenantId, handle: handle})
    RETURN team {.id, .handle}
  } AS teams,
  COLLECT {
    UNWIND coalesce(lead.previousOwnerIds, []) AS userId
    MATCH (user:User {tenantId: $tenantId, id: userId})
    RETURN user {.id, .handle}
  } AS previousOwners`,
};

/** Claims who a lead is (external id before e-mail), each under its constraint, and locks the chain of the lead that has them, else of the new one. Rows: one. */
export const leadMergeAndLock: Statement<
  { leadId: string; identities: { kind: string; value: string }[] } & { claim: rows.ClaimParams },
  rows.Locked & { known: { id: string; status: string } | null }
> = {
  name: 'routing/lead_merge_and_lock',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
CALL () {
  UNWIND $identities AS given
  MERGE (identity:LeadIdentity {tenantId: $tenantId, kind: given.kind, value: given.value})
    ON CREATE SET identity.createdAt = $claim.at
  SET identity._lock = true
  WITH identity
  OPTIONAL MATCH (identity)-[:IDENTIFIES]->(found:Lead)
  RETURN collect(found.id) AS found
}
WITH key, coalesce(head(found), $leadId) AS leadId
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'lead:' + leadId})
  ON CREATE SET head.kind = 'lead', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
OPTIONAL MATCH (lead:Lead {tenantId: $tenantId, id: leadId})
RETURN key {.answer, .inputSha256} AS claim, heads, lead {.id, .status} AS known`,
};

/** Finds leads by id. Rows: one an id at most. */
export const leadsFindByIds: Statement<
  { ids: string[] },
  { lead: rows.LeadRow }
> = {
  name: 'routing/leads_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS id
MATCH (lead:Lead {tenantId: $tenantId, id: id})
RETURN lead {.*} AS lead`,
};

/** Finds leads that came in before an instant and were not routed: whatever was to route them did not. Rows: limit at most. */
export const leadsFindUnrouted: Statement<
  { before: string; limit: number },
  { id: string }
> = {
  name: 'routing/leads_find_unrouted',
  mode: 'read',
  text: `MATCH (lead:Lead {tenantId: $tenantId, status: 'received'})
USING INDEX SEEK lead:Lead(tenantId, status, createdAt, id)
WHERE lead.createdAt < $before AND lead.id IS NOT NULL
RETURN lead.id AS id
ORDER BY lead.tenantId, lead.status, lead.createdAt, lead.id
LIMIT $limit`,
};

/** Finds the leads that have waited longest for a pool's next turn, without locking them. Rows: limit at most. */
export const leadsFindWaiting: Statement<
  { pool: string; limit: number },
  { id: string }
> = {
  name: 'routing/leads_find_waiting',
  mode: 'read',
  text: `MATCH (lead:Lead {tenantId: $tenantId, waitingIn: $pool})
USING INDEX SEEK lead:Lead(tenantId, waitingIn, createdAt, id)
WHERE lead.createdAt IS NOT NULL AND lead.id IS NOT NULL
RETURN lead.id AS id
ORDER BY lead.tenantId, lead.waitingIn, lead.createdAt, lead.id
LIMIT $limit`,
};

/** Lists all leads, the newest first, before a cursor. Rows: limit at most. */
export const leadsList: Statement<
  { beforeCreatedAt: string; beforeId: string; limit: number },
  { lead: rows.LeadRow }
> = {
  name: 'routing/leads_list',
  mode: 'read',
  text: `MATCH (lead:Lead {tenantId: $tenantId})
USING INDEX SEEK lead:Lead(tenantId, createdAt, id)
WHERE lead.createdAt <= $beforeCreatedAt AND lead.id IS NOT NULL
  AND CASE WHEN lead.createdAt = $beforeCreatedAt THEN lead.id < $beforeId ELSE true END
WITH lead
ORDER BY lead.tenantId DESC, lead.createdAt DESC, lead.id DESC
LIMIT $limit
RETURN lead {.*} AS lead`,
};

/** One page of all leads by id, to be compared with their receipts. Rows: many, at most $most. */
export const leadsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'routing/leads_list_all',
  mode: 'read',
  text: `MATCH (n:Lead {tenantId: $tenantId})
USING INDEX SEEK n:Lead(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Lists the leads of one owner, the newest first, before a cursor. Rows: limit at most. */
export const leadsListByOwner: Statement<
  { ownerId: string; beforeCreatedAt: string; beforeId: string; limit: number },
  { lead: rows.LeadRow }
> = {
  name: 'routing/leads_list_by_owner',
  mode: 'read',
  text: `MATCH (lead:Lead {tenantId: $tenantId, ownerId: $ownerId})
USING INDEX SEEK lead:Lead(tenantId, ownerId, createdAt, id)
WHERE lead.createdAt <= $beforeCreatedAt AND lead.id IS NOT NULL
  AND CASE WHEN lead.createdAt = $beforeCreatedAt THEN lead.id < $beforeId ELSE true END
WITH lead
ORDER BY lead.tenantId DESC, lead.ownerId DESC, lead.createdAt DESC, lead.id DESC
LIMIT $limit
RETURN lead {.*} AS lead`,
};

/** Lists one owner's leads of one status, the newest first, before a cursor. Rows: limit at most. */
export const leadsListByOwnerAndStatus: Statement<
  { ownerId: string; status: string; beforeCreatedAt: string; beforeId: string; limit: number },
  { lead: rows.LeadRow }
> = {
  name: 'routing/leads_list_by_owner_and_status',
  mode: 'read',
  text: `MATCH (lead:Lead {tenantId: $tenantId, ownerId: $ownerId, status: $status})
USING INDEX SEEK lead:Lead(tenantId, ownerId, status, createdAt, id)
WHERE lead.createdAt <= $beforeCreatedAt AND lead.id IS NOT NULL
  AND CASE WHEN lead.createdAt = $beforeCreatedAt THEN lead.id < $beforeId ELSE true END
WITH lead
ORDER BY lead.tenantId DESC, lead.ownerId DESC, lead.status DESC, lead.createdAt DESC, lead.id DESC
LIMIT $limit
RETURN lead {.*} AS lead`,
};

/** One page of each queue (a user's, or a team's), soonest deadline first. Rows: limit at most a queue, each in order. */
export const leadsListByQueue: Statement<
  { queues: string[]; afterDueAt: string; afterId: string; limit: number },
  { lead: rows.LeadRow }
> = {
  name: 'routing/leads_list_by_queue',
  mode: 'read',
  text: `UNWIND $queues AS queue
CALL (queue) {
  MATCH (lead:Lead {tenantId: $tenantId, queue: queue})
  USING INDEX SEEK lead:Lead(tenantId, queue, queueDueAt, id)
  USING INDEX SEEK lead:Lead(tenantId, queue, queueDueAt, id)
  WHERE lead.queueDueAt >= $afterDueAt AND lead.id IS NOT NULL
    AND CASE WHEN lead.queueDueAt = $afterDueAt THEN lead.id > $afterId ELSE true END
  RETURN lead
  ORDER BY lead.tenantId, lead.queue, lead.queueDueAt, lead.id
  LIMIT $limit
}
RETURN lead {.*} AS lead`,
};

/** Lists the leads of one status, the newest first, before a cursor. Rows: limit at most. */
export const leadsListByStatus: Statement<
  { status: string; beforeCreatedAt: string; beforeId: string; limit: number },
  { lead: rows.LeadRow }
> = {
  name: 'routing/leads_list_by_status',
  mode: 'read',
  text: `MATCH (lead:Lead {tenantId: $tenantId, status: $status})
USING INDEX SEEK lead:Lead(tenantId, status, createdAt, id)
WHERE lead.createdAt <= $beforeCreatedAt AND lead.id IS NOT NULL
  AND CASE WHEN lead.createdAt = $beforeCreatedAt THEN lead.id < $beforeId ELSE true END
WITH lead
ORDER BY lead.tenantId DESC, lead.status DESC, lead.createdAt DESC, lead.id DESC
LIMIT $limit
RETURN lead {.*} AS lead`,
};

/** Lists the leads of one team, the newest first, before a cursor. Rows: limit at most. */
export const leadsListByTeam: Statement<
  { teamId: string; beforeCreatedAt: string; beforeId: string; limit: number },
  { lead: rows.LeadRow }
> = {
  name: 'routing/leads_list_by_team',
  mode: 'read',
  text: `MATCH (lead:Lead {tenantId: $tenantId, teamId: $teamId})
USING INDEX SEEK lead:Lead(tenantId, teamId, createdAt, id)
WHERE lead.createdAt <= $beforeCreatedAt AND lead.id IS NOT NULL
  AND CASE WHEN lead.createdAt = $beforeCreatedAt THEN lead.id < $beforeId ELSE true END
WITH lead
ORDER BY lead.tenantId DESC, lead.teamId DESC, lead.createdAt DESC, lead.id DESC
LIMIT $limit
RETURN lead {.*} AS lead`,
};

/** Lists one team's leads of one status, the newest first, before a cursor. Rows: limit at most. */
export const leadsListByTeamAndStatus: Statement<
  { teamId: string; status: string; beforeCreatedAt: string; beforeId: string; limit: number },
  { lead: rows.LeadRow }
> = {
  name: 'routing/leads_list_by_team_and_status',
  mode: 'read',
  text: `MATCH (lead:Lead {tenantId: $tenantId, teamId: $teamId, status: $status})
USING INDEX SEEK lead:Lead(tenantId, teamId, status, createdAt, id)
WHERE lead.createdAt <= $beforeCreatedAt AND lead.id IS NOT NULL
  AND CASE WHEN lead.createdAt = $beforeCreatedAt THEN lead.id < $beforeId ELSE true END
WITH lead
ORDER BY lead.tenantId DESC, lead.teamId DESC, lead.status DESC, lead.createdAt DESC, lead.id DESC
LIMIT $limit
RETURN lead {.*} AS lead`,
};

/** Writes what changed about locked leads: properties, whom they are routed to, the account they belong to, deadlines, a pool's turn. Rows: one a lead. */
export const leadsWriteMany: Statement<
  { rows: rows.LeadWrite[] },
  { leadId: string }
> = {
  name: 'routing/leads_write_many',
  mode: 'write',
  text: `UNWIND $rows AS row
MATCH (lead:Lead {tenantId: $tenantId, id: row.id})
SET lead += row.properties
WITH lead, row
CALL (lead, row) {
  WITH lead, row WHERE row.routedTo IS NOT NULL
  OPTIONAL MATCH (lead)-[old:ROUTED_TO]->()
  DELETE old
  WITH DISTINCT lead, row
  MATCH (target:Entity {tenantId: $tenantId, id: row.routedTo})
  CREATE (lead)-[:ROUTED_TO {since: row.since}]->(target)
}
CALL (lead, row) {
  WITH lead, row WHERE row.match IS NOT NULL
  MATCH (account:Account {tenantId: $tenantId, id: row.match.accountId})
  MERGE (lead)-[matched:MATCHED_TO]->(account)
  SET matched.criterion = row.match.criterion, matched.score = row.match.score, matched.at = row.match.at
}
CALL (row) {
  UNWIND row.ended AS ended
  MATCH (timer:SlaTimer {tenantId: $tenantId, id: ended.id})
  SET timer.status = ended.status, timer.endedAt = ended.at, timer.version = ended.version
}
CALL (lead, row) {
  WITH lead, row WHERE row.timer IS NOT NULL
  CREATE (lead)-[:HAS_TIMER]->(timer:SlaTimer:Entity {tenantId: $tenantId, id: row.timer.id})
  SET timer += row.timer
}
CALL (lead, row) {
  WITH lead, row WHERE row.assignment IS NOT NULL
  CREATE (lead)-[:HAS_ASSIGNMENT]->(assignment:Assignment:Entity {tenantId: $tenantId, id: row.assignment.id})
  SET assignment += row.assignment
  WITH assignment
  MATCH (owner:User {tenantId: $tenantId, id: assignment.ownerId})
  CREATE (assignment)-[:ASSIGNED_TO]->(owner)
}
RETURN lead.id AS leadId`,
};

/** Locks the chains of waiting leads, then the members in $memberIds (sorted; where a capacity is counted), then, with $lockPool, the pool; reads behind them who still waits, and who may take a turn. Without it another may move the pool meanwhile: pool_take_turns finds out. Rows: one. */
export const poolLockForTurns: Statement<
  { pool: string; poolId: string; leadIds: string[]; handles: string[]; memberIds: string[]; capacity: number | null; at: string; lockPool: boolean } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { configNumber: number | null; pool: rows.RoutingPoolRow; waiting: rows.LeadRow[]; members: rows.PoolMemberRow[] }
> = {
  name: 'routing/pool_lock_for_turns',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
CALL () {
  UNWIND $heads AS wanted
  MERGE (head:RevWorkflow {tenantId: $tenantId, id: wanted.id})
    ON CREATE SET head.kind = wanted.kind, head.seq = 0, head.createdAt = $claim.at
  SET head._lock = true
  WITH head
  RETURN collect(head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}) AS heads
}
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
  } AS members`,
};

/** Finds the users that a pool's members are. Rows: one a handle at most. */
export const poolMembersFind: Statement<
  { handles: string[] },
  { id: string }
> = {
  name: 'routing/pool_members_find',
  mode: 'read',
  text: `UNWIND $handles AS handle
MATCH (user:User {tenantId: $tenantId, handle: handle})
RETURN user.id AS id`,
};

/** Locks the pool, the last of all locks, and writes the turns taken from the state that was read. Rows: one, none: the pool has moved since. */
export const poolTakeTurns: Statement<
  { pool: string; expected: { version: number; state: string }; version: number; state: string },
  { poolId: string }
> = {
  name: 'routing/pool_take_turns',
  mode: 'write',
  text: `MATCH (pool:RoutingPool {tenantId: $tenantId, name: $pool})
SET pool._lock = true
WITH pool
WHERE pool.version = $expected.version AND coalesce(pool.state, '') = $expected.state
SET pool.version = $version, pool.state = $state
RETURN pool.id AS poolId`,
};

/** Says which of these pools has a lead that has waited since before an instant. Rows: one a pool at most. */
export const poolsFindWaiting: Statement<
  { pools: string[]; before: string },
  { pool: string }
> = {
  name: 'routing/pools_find_waiting',
  mode: 'read',
  text: `UNWIND $pools AS pool
WITH pool
WHERE EXISTS {
  MATCH (lead:Lead {tenantId: $tenantId, waitingIn: pool})
  USING INDEX SEEK lead:Lead(tenantId, waitingIn, createdAt, id)
  WHERE lead.createdAt < $before AND lead.id IS NOT NULL
}
RETURN pool`,
};

/** One page of all pools by id, to be compared with their receipts. Rows: many, at most $most. */
export const routingPoolsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'routing/routing_pools_list_all',
  mode: 'read',
  text: `MATCH (n:RoutingPool {tenantId: $tenantId})
USING INDEX SEEK n:RoutingPool(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Finds deadlines that have passed and are still running, the oldest first. Rows: limit at most. */
export const slaTimersFindOverdue: Statement<
  { now: string; limit: number },
  { timerId: string; leadId: string }
> = {
  name: 'routing/sla_timers_find_overdue',
  mode: 'read',
  text: `MATCH (timer:SlaTimer {tenantId: $tenantId, status: 'running'})
USING INDEX SEEK timer:SlaTimer(tenantId, status, dueAt, id)
USING INDEX SEEK timer:SlaTimer(tenantId, status, dueAt, id)
WHERE timer.dueAt <= $now AND timer.id IS NOT NULL
RETURN timer.id AS timerId, timer.leadId AS leadId
ORDER BY timer.tenantId, timer.status, timer.dueAt, timer.id
LIMIT $limit`,
};

/** One page of all deadlines by id, to be compared with their receipts. Rows: many, at most $most. */
export const slaTimersListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'routing/sla_timers_list_all',
  mode: 'read',
  text: `MATCH (n:SlaTimer {tenantId: $tenantId})
USING INDEX SEEK n:SlaTimer(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.leadId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Finds the teams that a user belongs to or leads at present. Rows: one, none: the user is not there. */
export const userTeamsFind: Statement<
  { userId: string },
  { teamIds: string[] }
> = {
  name: 'routing/user_teams_find',
  mode: 'read',
  text: `MATCH (user:User {tenantId: $tenantId, id: $userId})
RETURN COLLECT {
  MATCH (user)-[of:MEMBER_OF|LEADS]->(team:Team)
  WHERE of.to IS NULL
  RETURN DISTINCT team.id
} AS teamIds`,
};
