// Generated from cypher/entitlements/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** How often somebody was refused for want of a seat since an instant: entries of the index are counted, no receipt is read. Rows: one. */
export const blockedAttemptsCount: Statement<
  { from: string },
  { count: number }
> = {
  name: 'entitlements/blocked_attempts_count',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId, step: 'BLOCK_SEAT'})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.id IS NOT NULL
RETURN count(*) AS count`,
};

/** Finds who a token names, with the roles they hold and the seat they have now. Rows: one, none: no such user, or they were ended. */
export const callerFindBySubject: Statement<
  { subject: string },
  { id: string; roles: string[]; seat: string | null }
> = {
  name: 'entitlements/caller_find_by_subject',
  mode: 'read',
  text: `MATCH (user:User {tenantId: $tenantId, subject: $subject})
WHERE user.endedAt IS NULL
RETURN user.id AS id,
  [(user)-[held:HOLDS_ROLE]->(role:Role) WHERE held.to IS NULL | role.name] AS roles,
  head([(user)-[:HAS_SEAT]->(seat:Seat) WHERE seat.state = 'ASSIGNED' | seat.type]) AS seat`,
};

/** Remembers that a ground ended, behind the lock of its chain. Rows: one. */
export const endedGroundInsert: Statement<
  { id: string; at: string },
  { id: string }
> = {
  name: 'entitlements/ended_ground_insert',
  mode: 'write',
  text: `CREATE (ended:EndedGround:Entity {tenantId: $tenantId, id: $id, createdAt: $at})
RETURN ended.id AS id`,
};

/** One page of all grounds that ended, to be compared with their receipts. Rows: many, at most $most. */
export const endedGroundsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'entitlements/ended_grounds_list_all',
  mode: 'read',
  text: `MATCH (n:EndedGround {tenantId: $tenantId})
USING INDEX SEEK n:EndedGround(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Reads an entitlement, an ended one too. Rows: one; none: no such entitlement. */
export const entitlementFind: Statement<
  { id: string },
  rows.EntitlementRow
> = {
  name: 'entitlements/entitlement_find',
  mode: 'read',
  text: `MATCH (found:Entitlement {tenantId: $tenantId, id: $id})
RETURN found.id AS id, found.version AS version, found.createdAt AS createdAt, found.subject AS subject, found.name AS name,
  found.ground AS ground, found.state AS state, found.until AS until, found.endedAt AS endedAt`,
};

/** Claims the key, locks the chain of an entitlement and the entitlement itself. Rows: one; none: no such entitlement. */
export const entitlementLock: Statement<
  { id: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { entitlement: rows.EntitlementRow }
> = {
  name: 'entitlements/entitlement_lock',
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
MATCH (found:Entitlement {tenantId: $tenantId, id: $id})
SET found._lock = true
WITH key, heads, found
RETURN key {.answer, .inputSha256} AS claim, heads, found {.id, .version, .createdAt, .subject, .name, .ground, .state, .until, .endedAt} AS entitlement`,
};

/** Claims the key, locks the chain of a ground, and reads whether it ended and what was granted on it. Rows: one. */
export const entitlementLockByGround: Statement<
  { ground: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { hasEnded: boolean; granted: rows.EntitlementRow[] }
> = {
  name: 'entitlements/entitlement_lock_by_ground',
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
  OPTIONAL MATCH (ended:EndedGround {tenantId: $tenantId, id: $ground})
  RETURN ended IS NOT NULL AS hasEnded
}
CALL () {
  MATCH (found:Entitlement {tenantId: $tenantId, ground: $ground})
  USING INDEX SEEK found:Entitlement(tenantId, ground, id)
  WHERE found.id > ''
  RETURN collect(found {.id, .version, .createdAt, .subject, .name, .ground, .state, .until, .endedAt}) AS granted
}
RETURN key {.answer, .inputSha256} AS claim, heads, hasEnded, granted`,
};

/** Claims the key, locks the chain of a subject, and reads what it may use of a name by hand. Rows: one. */
export const entitlementLockToGrant: Statement<
  { subject: string; name: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { granted: rows.EntitlementRow | null }
> = {
  name: 'entitlements/entitlement_lock_to_grant',
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
  MATCH (found:Entitlement {tenantId: $tenantId, subject: $subject, name: $name})
  USING INDEX SEEK found:Entitlement(tenantId, subject, name, ground)
  WHERE found.ground STARTS WITH 'manual:' AND found.state = 'ACTIVE'
  RETURN head(collect(found {.id, .version, .createdAt, .subject, .name, .ground, .state, .until, .endedAt})) AS granted
}
RETURN key {.answer, .inputSha256} AS claim, heads, granted`,
};

/** What lets any of these subjects use something at an instant. Rows: many, one for each ground; none: nobody of them may. */
export const entitlementsFindInForce: Statement<
  { subjects: string[]; name: string; at: string },
  rows.EntitlementRow
> = {
  name: 'entitlements/entitlements_find_in_force',
  mode: 'read',
  text: `UNWIND $subjects AS subject
MATCH (found:Entitlement {tenantId: $tenantId, subject: subject, name: $name})
USING INDEX SEEK found:Entitlement(tenantId, subject, name, ground)
WHERE found.ground > '' AND found.state = 'ACTIVE' AND coalesce(found.until > $at, true)
RETURN found.id AS id, found.version AS version, found.createdAt AS createdAt, found.subject AS subject, found.name AS name,
  found.ground AS ground, found.state AS state, found.until AS until, found.endedAt AS endedAt`,
};

/** One page of the tenant's entitlements, ended ones too, newest first. Rows: up to limit. */
export const entitlementsList: Statement<
  { before: string; beforeId: string; limit: number },
  rows.EntitlementRow
> = {
  name: 'entitlements/entitlements_list',
  mode: 'read',
  text: `MATCH (found:Entitlement {tenantId: $tenantId})
USING INDEX SEEK found:Entitlement(tenantId, createdAt, id)
WHERE found.createdAt <= $before AND found.id IS NOT NULL
  AND CASE WHEN found.createdAt = $before THEN found.id < $beforeId ELSE true END
WITH found
ORDER BY found.tenantId DESC, found.createdAt DESC, found.id DESC
LIMIT $limit
RETURN found.id AS id, found.version AS version, found.createdAt AS createdAt, found.subject AS subject, found.name AS name,
  found.ground AS ground, found.state AS state, found.until AS until, found.endedAt AS endedAt`,
};

/** One page of all entitlements by id, to be compared with their receipts. Rows: many, at most $most. */
export const entitlementsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'entitlements/entitlements_list_all',
  mode: 'read',
  text: `MATCH (n:Entitlement {tenantId: $tenantId})
USING INDEX SEEK n:Entitlement(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.subject AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** One page of what a subject may use, or might, newest first. Rows: up to limit. */
export const entitlementsListBySubject: Statement<
  { subject: string; before: string; beforeId: string; limit: number },
  rows.EntitlementRow
> = {
  name: 'entitlements/entitlements_list_by_subject',
  mode: 'read',
  text: `MATCH (found:Entitlement {tenantId: $tenantId, subject: $subject})
USING INDEX SEEK found:Entitlement(tenantId, subject, createdAt, id)
WHERE found.createdAt <= $before AND found.id IS NOT NULL
  AND CASE WHEN found.createdAt = $before THEN found.id < $beforeId ELSE true END
WITH found
ORDER BY found.tenantId DESC, found.subject DESC, found.createdAt DESC, found.id DESC
LIMIT $limit
RETURN found.id AS id, found.version AS version, found.createdAt AS createdAt, found.subject AS subject, found.name AS name,
  found.ground AS ground, found.state AS state, found.until AS until, found.endedAt AS endedAt`,
};

/** Writes entitlements as they are now, behind the lock of their chain; new ones too. Rows: one. */
export const entitlementsWrite: Statement<
  { entitlements: rows.EntitlementRow[] },
  { written: number }
> = {
  name: 'entitlements/entitlements_write',
  mode: 'write',
  text: `UNWIND $entitlements AS now
MERGE (written:Entitlement {tenantId: $tenantId, subject: now.subject, name: now.name, ground: now.ground})
  ON CREATE SET written:Entity
SET written += now
RETURN count(*) AS written`,
};

/** Claims the key, locks chains and the month in which an export counts, and reads behind them what the plan allows. Rows: one; none: no such tenant. */
export const exportsLock: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { months: rows.MonthKey[] },
  rows.Locked & { months: rows.MonthRow[]; terms: rows.TermsRow }
> = {
  name: 'entitlements/exports_lock',
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
  UNWIND $months AS wanted
  MERGE (month:MonthlyUsage {tenantId: $tenantId, workspaceId: wanted.workspaceId, start: wanted.start})
    ON CREATE SET month.imports = 0, month.exports = 0, month.activeUsers = 0
  SET month._lock = true
  WITH month
  RETURN collect(month {.workspaceId, .start, .imports, .exports, .activeUsers}) AS months
}
CALL () {
  MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
  CALL () {
    MATCH (trial:Trial {tenantId: $tenantId, state: 'ACTIVE'})
    USING INDEX SEEK trial:Trial(tenantId, state, createdAt, id)
    WHERE trial.createdAt > '' AND trial.id IS NOT NULL
    RETURN max(trial.endsAt) AS trialEndsAt
  }
  CALL () {
    MATCH (change:TermsChange {tenantId: $tenantId, state: 'IN_FORCE'})
    USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
    WHERE change.createdAt > '' AND change.id IS NOT NULL
    RETURN collect(change {.id, .kind, .quota, .limit, .asPlan, .amount, .expiresAt}) AS changes
  }
  RETURN {plan: tenant.plan, trialEndsAt: trialEndsAt, changes: changes} AS terms
}
RETURN key {.answer, .inputSha256} AS claim, heads, months, terms`,
};

/** Tells whether a key was claimed and answered, for writes that have to act in another tenant first. Rows: one, none: the key is free. */
export const idempotencyKeyFind: Statement<
  { scope: string; key: string },
  { key: string }
> = {
  name: 'entitlements/idempotency_key_find',
  mode: 'read',
  text: `MATCH (key:IdempotencyKey {tenantId: $tenantId, scope: $scope, key: $key})
WHERE key.answer IS NOT NULL
RETURN key.key AS key`,
};

/** Counters of one workspace and month, how many workspaces there are, and what is agreed with the tenant. Rows: one; none: no such tenant. */
export const monthlyUsageFind: Statement<
  { workspaceId: string; start: string },
  { month: rows.MonthRow | null; workspaces: number; terms: rows.TermsRow }
> = {
  name: 'entitlements/monthly_usage_find',
  mode: 'read',
  text: `OPTIONAL MATCH (month:MonthlyUsage {tenantId: $tenantId, workspaceId: $workspaceId, start: $start})
CALL () {
  MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
  CALL () {
    MATCH (trial:Trial {tenantId: $tenantId, state: 'ACTIVE'})
    USING INDEX SEEK trial:Trial(tenantId, state, createdAt, id)
    WHERE trial.createdAt > '' AND trial.id IS NOT NULL
    RETURN max(trial.endsAt) AS trialEndsAt
  }
  CALL () {
    MATCH (change:TermsChange {tenantId: $tenantId, state: 'IN_FORCE'})
    USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
    WHERE change.createdAt > '' AND change.id IS NOT NULL
    RETURN collect(change {.id, .kind, .quota, .limit, .asPlan, .amount, .expiresAt}) AS changes
  }
  RETURN {plan: tenant.plan, trialEndsAt: trialEndsAt, changes: changes} AS terms
}
CALL () {
  MATCH (active:Workspace {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK active:Workspace(tenantId, state, createdAt, id)
  WHERE active.createdAt > '' AND active.id IS NOT NULL
  RETURN count(active) AS workspaces
}
RETURN month {.workspaceId, .start, .imports, .exports, .activeUsers} AS month, workspaces, terms`,
};

/** Moves the counters of locked months. Rows: one. */
export const monthsWrite: Statement<
  { months: rows.MonthRow[] },
  { written: number }
> = {
  name: 'entitlements/months_write',
  mode: 'write',
  text: `UNWIND $months AS moved
MATCH (month:MonthlyUsage {tenantId: $tenantId, workspaceId: moved.workspaceId, start: moved.start})
SET month.imports = moved.imports, month.exports = moved.exports, month.activeUsers = moved.activeUsers
RETURN count(*) AS written`,
};

/** Claims the key, locks the chains of a tenant that is opened, and the month in which its first seats count. Rows: one. */
export const openingLock: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { months: rows.MonthKey[] },
  rows.Locked & { months: rows.MonthRow[] }
> = {
  name: 'entitlements/opening_lock',
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
  UNWIND $months AS wanted
  MERGE (month:MonthlyUsage {tenantId: $tenantId, workspaceId: wanted.workspaceId, start: wanted.start})
    ON CREATE SET month.imports = 0, month.exports = 0, month.activeUsers = 0
  SET month._lock = true
  WITH month
  RETURN collect(month {.workspaceId, .start, .imports, .exports, .activeUsers}) AS months
}
RETURN key {.answer, .inputSha256} AS claim, heads, months`,
};

/** Locks chains, the tenant, users (ids sorted), the seat book and the months in which seats are counted: for what changes people and their seats in one step. Rows: one; a user who is not there is left out. */
export const peopleAndSeatsLock: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { userIds: string[] } & { months: rows.MonthKey[] },
  rows.Locked & { tenant: { kind: string }; book: rows.SeatBookRow; users: rows.HeldByUser[]; months: rows.MonthRow[]; terms: rows.TermsRow }
> = {
  name: 'entitlements/people_and_seats_lock',
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
MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
SET tenant._lock = true
WITH *
CALL () {
  UNWIND $userIds AS userId
  MATCH (user:User {tenantId: $tenantId, id: userId})
  SET user._lock = true
  WITH user
  RETURN collect(user {
    .id, .version, .endedAt,
    roles: [(user)-[held:HOLDS_ROLE]->(role:Role) WHERE held.to IS NULL | {grantId: held.grantId, role: role.name}],
    teamIds: [(user)-[joined:MEMBER_OF]->(team:Team) WHERE joined.to IS NULL | team.id],
    leadsTeamIds: [(user)-[leads:LEADS]->(led:Team) WHERE leads.to IS NULL | led.id],
    managerId: head([(user)-[line:REPORTS_TO]->(manager:User) WHERE line.to IS NULL | manager.id]),
    reportIds: [(user)<-[below:REPORTS_TO]-(report:User) WHERE below.to IS NULL | report.id],
    seat: head([(user)-[:HAS_SEAT]->(seat:Seat) WHERE seat.state = 'ASSIGNED' | seat {.id, .type, .from}])
  }) AS users
}
MATCH (book:SeatBook {tenantId: $tenantId})
SET book._lock = true
WITH *
CALL () {
  UNWIND $months AS wanted
  MERGE (month:MonthlyUsage {tenantId: $tenantId, workspaceId: wanted.workspaceId, start: wanted.start})
    ON CREATE SET month.imports = 0, month.exports = 0, month.activeUsers = 0
  SET month._lock = true
  WITH month
  RETURN collect(month {.workspaceId, .start, .imports, .exports, .activeUsers}) AS months
}
CALL () {
  MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
  CALL () {
    MATCH (trial:Trial {tenantId: $tenantId, state: 'ACTIVE'})
    USING INDEX SEEK trial:Trial(tenantId, state, createdAt, id)
    WHERE trial.createdAt > '' AND trial.id IS NOT NULL
    RETURN max(trial.endsAt) AS trialEndsAt
  }
  CALL () {
    MATCH (change:TermsChange {tenantId: $tenantId, state: 'IN_FORCE'})
    USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
    WHERE change.createdAt > '' AND change.id IS NOT NULL
    RETURN collect(change {.id, .kind, .quota, .limit, .asPlan, .amount, .expiresAt}) AS changes
  }
  RETURN {plan: tenant.plan, trialEndsAt: trialEndsAt, changes: changes} AS terms
}
RETURN key {.answer, .inputSha256} AS claim, heads, tenant {.kind} AS tenant, users, months, terms,
  book {.id, .limit, .used, .version, .proposalId, .proposedLimit, .proposedBy} AS book`,
};

/** Leaves to the roll-up of usage what quotas denied: in the transaction that leaves the receipts of it. Rows: one. */
export const quotaDenialsMark: Statement<
  { id: string; quarters: string[]; denials: string[] },
  { id: string }
> = {
  name: 'entitlements/quota_denials_mark',
  mode: 'write',
  text: `CREATE (mark:IngestMark {tenantId: $tenantId, id: $id, quarters: $quarters, denials: $denials})
RETURN mark.id AS id`,
};

/** Keeps a page of what was decided without Redis. Rows: one. */
export const quotaJournalInsert: Statement<
  { page: rows.QuotaJournalRow },
  { id: string }
> = {
  name: 'entitlements/quota_journal_insert',
  mode: 'write',
  text: `CREATE (page:QuotaJournal:Entity {tenantId: $tenantId, id: $page.id})
SET page += $page
RETURN page.id AS id`,
};

/** Claims the key, locks the chain of a page of the quota journal, and the page. Rows: one. */
export const quotaJournalLock: Statement<
  { heads: rows.HeadParams[]; id: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { page: rows.QuotaJournalRow | null }
> = {
  name: 'entitlements/quota_journal_lock',
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
OPTIONAL MATCH (page:QuotaJournal {tenantId: $tenantId, id: $id})
SET page._lock = true
WITH key, heads, page
RETURN key {.answer, .inputSha256} AS claim, heads, page {
  .id, .createdAt, .version, .decidedBy, .from, .to, .allowed, .denied, .content, .unsettledSince, .settledAt
} AS page`,
};

/** Marks a locked page of the quota journal as settled: Redis has what it tells of. Rows: one. */
export const quotaJournalMarkSettled: Statement<
  { id: string; version: number; at: string },
  { id: string }
> = {
  name: 'entitlements/quota_journal_mark_settled',
  mode: 'write',
  text: `MATCH (page:QuotaJournal {tenantId: $tenantId, id: $id})
SET page.version = $version, page.settledAt = $at, page.unsettledSince = null
RETURN page.id AS id`,
};

/** One page of the quota journal, newest first. Rows: many, at most $most. */
export const quotaJournalsList: Statement<
  { before: string; beforeId: string; most: number },
  { page: rows.QuotaJournalRow }
> = {
  name: 'entitlements/quota_journals_list',
  mode: 'read',
  text: `MATCH (page:QuotaJournal {tenantId: $tenantId})
USING INDEX SEEK page:QuotaJournal(tenantId, createdAt, id)
WHERE page.createdAt <= $before AND page.id IS NOT NULL
  AND CASE WHEN page.createdAt = $before THEN page.id < $beforeId ELSE true END
WITH page
ORDER BY page.tenantId DESC, page.createdAt DESC, page.id DESC
LIMIT $most
RETURN page {
  .id, .createdAt, .version, .decidedBy, .from, .to, .allowed, .denied, .content, .unsettledSince, .settledAt
} AS page`,
};

/** One page of all pages of the quota journal by id, to be compared with their receipts. Rows: many, at most $most. */
export const quotaJournalsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'entitlements/quota_journals_list_all',
  mode: 'read',
  text: `MATCH (n:QuotaJournal {tenantId: $tenantId})
USING INDEX SEEK n:QuotaJournal(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Pages of a tenant's quota journal that wait to be settled, the oldest first. Rows: many, at most $most. */
export const quotaJournalsListUnsettled: Statement<
  { most: number },
  { page: rows.QuotaJournalRow }
> = {
  name: 'entitlements/quota_journals_list_unsettled',
  mode: 'read',
  text: `MATCH (page:QuotaJournal {tenantId: $tenantId})
USING INDEX SEEK page:QuotaJournal(tenantId, unsettledSince)
WHERE page.unsettledSince IS NOT NULL
WITH page
ORDER BY page.tenantId, page.unsettledSince
LIMIT $most
RETURN page {
  .id, .createdAt, .version, .decidedBy, .from, .to, .allowed, .denied, .content, .unsettledSince, .settledAt
} AS page`,
};

/** Opens a tenant's seat book. Rows: one. */
export const seatBookInsert: Statement<
  { id: string; limit: number | null; used: number; at: string },
  { id: string }
> = {
  name: 'entitlements/seat_book_insert',
  mode: 'write',
  text: `CREATE (book:SeatBook:Entity {tenantId: $tenantId, id: $id, createdAt: $at, version: 1, limit: $limit, used: $used})
RETURN book.id AS id`,
};

/** Writes the locked seat book as it is after a step. Rows: one. */
export const seatBookUpdate: Statement<
  { book: rows.SeatBookRow },
  { used: number }
> = {
  name: 'entitlements/seat_book_update',
  mode: 'write',
  text: `MATCH (book:SeatBook {tenantId: $tenantId})
SET book.limit = $book.limit, book.used = $book.used, book.version = $book.version,
  book.proposalId = $book.proposalId, book.proposedLimit = $book.proposedLimit, book.proposedBy = $book.proposedBy
RETURN book.used AS used`,
};

/** The seat book, to be compared with its receipts. Rows: one, none: behind its id. */
export const seatBooksListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'entitlements/seat_books_list_all',
  mode: 'read',
  text: `MATCH (book:SeatBook {tenantId: $tenantId})
WHERE book.id > $after
RETURN book.id AS id, book.id AS owner
LIMIT $most`,
};

/** The seats that users have at present, for loaders. Rows: one a user who has a seat. */
export const seatFindManyByUser: Statement<
  { userIds: string[] },
  { id: string; userId: string; type: string; from: string; createdAt: string }
> = {
  name: 'entitlements/seat_find_many_by_user',
  mode: 'read',
  text: `UNWIND $userIds AS userId
MATCH (user:User {tenantId: $tenantId, id: userId})-[:HAS_SEAT]->(seat:Seat)
USING INDEX SEEK user:User(tenantId, id)
WHERE seat.state = 'ASSIGNED'
RETURN seat.id AS id, seat.userId AS userId, seat.type AS type, seat.from AS from, seat.createdAt AS createdAt`,
};

/** Gives locked users seats. Rows: one a seat. */
export const seatInsertMany: Statement<
  { seats: { id: string; userId: string; type: string }[]; at: string },
  { id: string }
> = {
  name: 'entitlements/seat_insert_many',
  mode: 'write',
  text: `UNWIND $seats AS new
MATCH (user:User {tenantId: $tenantId, id: new.userId})
CREATE (user)-[:HAS_SEAT]->(seat:Seat:Entity {
  tenantId: $tenantId, id: new.id, createdAt: $at, version: 1, userId: new.userId, type: new.type,
  state: 'ASSIGNED', from: $at})
RETURN seat.id AS id`,
};

/** One page of the seats that are assigned, oldest first. Rows: up to limit. */
export const seatList: Statement<
  { afterAt: string; afterId: string; limit: number },
  { id: string; userId: string; type: string; from: string; createdAt: string }
> = {
  name: 'entitlements/seat_list',
  mode: 'read',
  text: `MATCH (seat:Seat {tenantId: $tenantId, state: 'ASSIGNED'})
USING INDEX SEEK seat:Seat(tenantId, state, createdAt, id)
WHERE seat.createdAt >= $afterAt AND seat.id IS NOT NULL
  AND CASE WHEN seat.createdAt = $afterAt THEN seat.id > $afterId ELSE true END
RETURN seat.id AS id, seat.userId AS userId, seat.type AS type, seat.from AS from, seat.createdAt AS createdAt
ORDER BY seat.tenantId, seat.state, seat.createdAt, seat.id
LIMIT $limit`,
};

/** One page of the seats of a type that are assigned, oldest first. Rows: up to limit. */
export const seatListByType: Statement<
  { type: string; afterAt: string; afterId: string; limit: number },
  { id: string; userId: string; type: string; from: string; createdAt: string }
> = {
  name: 'entitlements/seat_list_by_type',
  mode: 'read',
  text: `MATCH (seat:Seat {tenantId: $tenantId, state: 'ASSIGNED', type: $type})
USING INDEX SEEK seat:Seat(tenantId, state, type, createdAt, id)
WHERE seat.createdAt >= $afterAt AND seat.id IS NOT NULL
  AND CASE WHEN seat.createdAt = $afterAt THEN seat.id > $afterId ELSE true END
RETURN seat.id AS id, seat.userId AS userId, seat.type AS type, seat.from AS from, seat.createdAt AS createdAt
ORDER BY seat.tenantId, seat.state, seat.type, seat.createdAt, seat.id
LIMIT $limit`,
};

/** Ends seats, behind the lock of the seat book. Rows: one a seat. */
export const seatReleaseMany: Statement<
  { seatIds: string[]; at: string },
  { id: string }
> = {
  name: 'entitlements/seat_release_many',
  mode: 'write',
  text: `UNWIND $seatIds AS seatId
MATCH (seat:Seat {tenantId: $tenantId, id: seatId})
SET seat.state = 'RELEASED', seat.to = $at, seat.version = seat.version + 1
RETURN seat.id AS id`,
};

/** Reads the seat book, how many observers there are beside it, and what is agreed with the tenant. Rows: one. */
export const seatSummaryFind: Statement<
  Record<never, never>,
  { book: rows.SeatBookRow; observers: number; terms: rows.TermsRow }
> = {
  name: 'entitlements/seat_summary_find',
  mode: 'read',
  text: `MATCH (book:SeatBook {tenantId: $tenantId})
CALL () {
  MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
  CALL () {
    MATCH (trial:Trial {tenantId: $tenantId, state: 'ACTIVE'})
    USING INDEX SEEK trial:Trial(tenantId, state, createdAt, id)
    WHERE trial.createdAt > '' AND trial.id IS NOT NULL
    RETURN max(trial.endsAt) AS trialEndsAt
  }
  CALL () {
    MATCH (change:TermsChange {tenantId: $tenantId, state: 'IN_FORCE'})
    USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
    WHERE change.createdAt > '' AND change.id IS NOT NULL
    RETURN collect(change {.id, .kind, .quota, .limit, .asPlan, .amount, .expiresAt}) AS changes
  }
  RETURN {plan: tenant.plan, trialEndsAt: trialEndsAt, changes: changes} AS terms
}
CALL () {
  MATCH (seat:Seat {tenantId: $tenantId, state: 'ASSIGNED', type: 'OBSERVER'})
  USING INDEX SEEK seat:Seat(tenantId, state, type, createdAt, id)
  WHERE seat.createdAt > '' AND seat.id IS NOT NULL
  RETURN count(seat) AS observers
}
RETURN book {.id, .limit, .used, .version, .proposalId, .proposedLimit, .proposedBy} AS book, observers, terms`,
};

/** One page of all seats by id, to be compared with their receipts. Rows: many, at most $most. */
export const seatsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'entitlements/seats_list_all',
  mode: 'read',
  text: `MATCH (n:Seat {tenantId: $tenantId})
USING INDEX SEEK n:Seat(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.userId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Locks chains, users (ids sorted), the seat book and the months in which seats are counted, and reads who sits where, how many seats are used and what the plan allows. Rows: one; a user who is not there is left out; none: the tenant has no seat book. */
export const seatsLock: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { userIds: string[] } & { months: rows.MonthKey[] },
  rows.Locked & { book: rows.SeatBookRow; users: rows.HeldByUser[]; months: rows.MonthRow[]; terms: rows.TermsRow }
> = {
  name: 'entitlements/seats_lock',
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
  UNWIND $userIds AS userId
  MATCH (user:User {tenantId: $tenantId, id: userId})
  SET user._lock = true
  WITH user
  RETURN collect(user {
    .id, .version, .endedAt,
    roles: [(user)-[held:HOLDS_ROLE]->(role:Role) WHERE held.to IS NULL | {grantId: held.grantId, role: role.name}],
    teamIds: [(user)-[joined:MEMBER_OF]->(team:Team) WHERE joined.to IS NULL | team.id],
    leadsTeamIds: [(user)-[leads:LEADS]->(led:Team) WHERE leads.to IS NULL | led.id],
    managerId: head([(user)-[line:REPORTS_TO]->(manager:User) WHERE line.to IS NULL | manager.id]),
    reportIds: [(user)<-[below:REPORTS_TO]-(report:User) WHERE below.to IS NULL | report.id],
    seat: head([(user)-[:HAS_SEAT]->(seat:Seat) WHERE seat.state = 'ASSIGNED' | seat {.id, .type, .from}])
  }) AS users
}
MATCH (book:SeatBook {tenantId: $tenantId})
SET book._lock = true
WITH *
CALL () {
  UNWIND $months AS wanted
  MERGE (month:MonthlyUsage {tenantId: $tenantId, workspaceId: wanted.workspaceId, start: wanted.start})
    ON CREATE SET month.imports = 0, month.exports = 0, month.activeUsers = 0
  SET month._lock = true
  WITH month
  RETURN collect(month {.workspaceId, .start, .imports, .exports, .activeUsers}) AS months
}
CALL () {
  MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
  CALL () {
    MATCH (trial:Trial {tenantId: $tenantId, state: 'ACTIVE'})
    USING INDEX SEEK trial:Trial(tenantId, state, createdAt, id)
    WHERE trial.createdAt > '' AND trial.id IS NOT NULL
    RETURN max(trial.endsAt) AS trialEndsAt
  }
  CALL () {
    MATCH (change:TermsChange {tenantId: $tenantId, state: 'IN_FORCE'})
    USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
    WHERE change.createdAt > '' AND change.id IS NOT NULL
    RETURN collect(change {.id, .kind, .quota, .limit, .asPlan, .amount, .expiresAt}) AS changes
  }
  RETURN {plan: tenant.plan, trialEndsAt: trialEndsAt, changes: changes} AS terms
}
RETURN key {.answer, .inputSha256} AS claim, heads, users, months, terms,
  book {.id, .limit, .used, .version, .proposalId, .proposedLimit, .proposedBy} AS book`,
};

/** Reads the roles and the seat that users have now. Rows: many, one a user who is there and was not ended. */
export const standingsFindByIds: Statement<
  { ids: readonly string[] },
  { id: string; roles: string[]; seat: string | null }
> = {
  name: 'entitlements/standings_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (user:User {tenantId: $tenantId, id: wanted})
WHERE user.endedAt IS NULL
RETURN user.id AS id,
  [(user)-[held:HOLDS_ROLE]->(role:Role) WHERE held.to IS NULL | role.name] AS roles,
  head([(user)-[:HAS_SEAT]->(seat:Seat) WHERE seat.state = 'ASSIGNED' | seat.type]) AS seat`,
};

/** Gives the locked tenant another plan. Rows: one. */
export const tenantSetPlan: Statement<
  { plan: string; version: number },
  { id: string }
> = {
  name: 'entitlements/tenant_set_plan',
  mode: 'write',
  text: `MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
SET tenant.plan = $plan, tenant.version = $version
RETURN tenant.id AS id`,
};

/** One page of what was ever agreed or proposed, by id, to be compared with its receipts. Rows: many, at most $most. */
export const termsChangesListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'entitlements/terms_changes_list_all',
  mode: 'read',
  text: `MATCH (n:TermsChange {tenantId: $tenantId})
USING INDEX SEEK n:TermsChange(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.tenantId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** One page of a tenant's changes of terms in a state, oldest first. Rows: up to limit. */
export const termsChangesListByState: Statement<
  { state: string; afterAt: string; afterId: string; limit: number },
  { found: rows.TermsChangeRow }
> = {
  name: 'entitlements/terms_changes_list_by_state',
  mode: 'read',
  text: `MATCH (change:TermsChange {tenantId: $tenantId, state: $state})
USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
WHERE change.createdAt >= $afterAt AND change.id IS NOT NULL
  AND CASE WHEN change.createdAt = $afterAt THEN change.id > $afterId ELSE true END
RETURN change {
  .id, .kind, .state, .version, .plan, .quota, .limit, .asPlan, .amount, .expiresAt, .reasonCode,
  .proposedBy, .confirmedBy, .createdAt, .from, .to, .dueAt
} AS found
ORDER BY change.tenantId, change.state, change.createdAt, change.id
LIMIT $limit`,
};

/** Writes changes of terms as they are after a step, new ones among them, behind the lock of their chain. Rows: one. */
export const termsChangesWrite: Statement<
  { changes: rows.TermsChangeRow[] },
  { written: number }
> = {
  name: 'entitlements/terms_changes_write',
  mode: 'write',
  text: `UNWIND $changes AS given
MERGE (change:TermsChange {tenantId: $tenantId, id: given.id})
  ON CREATE SET change:Entity, change.createdAt = given.createdAt, change.kind = given.kind, change.plan = given.plan,
    change.quota = given.quota, change.limit = given.limit, change.asPlan = given.asPlan, change.amount = given.amount,
    change.expiresAt = given.expiresAt, change.reasonCode = given.reasonCode, change.proposedBy = given.proposedBy
SET change.state = given.state, change.version = given.version, change.confirmedBy = given.confirmedBy,
  change.from = given.from, change.to = given.to, change.dueAt = given.dueAt
RETURN count(*) AS written`,
};

/** Reads what a tenant has agreed with us, and the number of its configuration in force: all that a check of quotas follows. Rows: one; none: no such tenant. */
export const termsFind: Statement<
  Record<never, never>,
  { terms: rows.TermsRow; config: number | null }
> = {
  name: 'entitlements/terms_find',
  mode: 'read',
  text: `CALL () {
  MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
  CALL () {
    MATCH (trial:Trial {tenantId: $tenantId, state: 'ACTIVE'})
    USING INDEX SEEK trial:Trial(tenantId, state, createdAt, id)
    WHERE trial.createdAt > '' AND trial.id IS NOT NULL
    RETURN max(trial.endsAt) AS trialEndsAt
  }
  CALL () {
    MATCH (change:TermsChange {tenantId: $tenantId, state: 'IN_FORCE'})
    USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
    WHERE change.createdAt > '' AND change.id IS NOT NULL
    RETURN collect(change {.id, .kind, .quota, .limit, .asPlan, .amount, .expiresAt}) AS changes
  }
  RETURN {plan: tenant.plan, trialEndsAt: trialEndsAt, changes: changes} AS terms
}
OPTIONAL MATCH (active:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK active:RevOpsConfigVersion(tenantId, state, number)
  WHERE active.number > 0
RETURN terms, active.number AS config`,
};

/** Locks the tenant and the chain of its terms, and reads its plan, what is agreed instead, the wanted change and the trial that can still be extended. Rows: one; trials: one at most; none: no such tenant. */
export const termsLock: Statement<
  { changeId: string | null } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { tenant: { plan: string; version: number }; wanted: rows.TermsChangeRow | null; inForce: rows.TermsChangeRow[]; trials: rows.TrialRow[] }
> = {
  name: 'entitlements/terms_lock',
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
MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
SET tenant._lock = true
WITH *
OPTIONAL MATCH (wanted:TermsChange {tenantId: $tenantId, id: $changeId})
CALL () {
  MATCH (change:TermsChange {tenantId: $tenantId, state: 'IN_FORCE'})
  USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
  WHERE change.createdAt > '' AND change.id IS NOT NULL
  RETURN collect(change {
    .id, .kind, .state, .version, .plan, .quota, .limit, .asPlan, .amount, .expiresAt, .reasonCode,
    .proposedBy, .confirmedBy, .createdAt, .from, .to, .dueAt
  }) AS inForce
}
CALL () {
  UNWIND ['ACTIVE', 'EXPIRED'] AS open
  MATCH (trial:Trial {tenantId: $tenantId, state: open})
  USING INDEX SEEK trial:Trial(tenantId, state, createdAt, id)
  WHERE trial.createdAt > '' AND trial.id IS NOT NULL
  RETURN collect(trial {.id, .state, .version, .createdBy, .createdAt, .endsAt, .endedAt, .dueAt}) AS trials
}
RETURN key {.answer, .inputSha256} AS claim, heads, tenant {.plan, .version} AS tenant, inForce, trials,
  wanted {
    .id, .kind, .state, .version, .plan, .quota, .limit, .asPlan, .amount, .expiresAt, .reasonCode,
    .proposedBy, .confirmedBy, .createdAt, .from, .to, .dueAt
  } AS wanted`,
};

/** Writes a trial as it is after a step, a new one too, behind the lock of its chain. Rows: one. */
export const trialWrite: Statement<
  { trial: rows.TrialRow },
  { id: string }
> = {
  name: 'entitlements/trial_write',
  mode: 'write',
  text: `MERGE (trial:Trial {tenantId: $tenantId, id: $trial.id})
  ON CREATE SET trial:Entity, trial.createdAt = $trial.createdAt, trial.createdBy = $trial.createdBy
SET trial.state = $trial.state, trial.version = $trial.version, trial.endsAt = $trial.endsAt,
  trial.endedAt = $trial.endedAt, trial.dueAt = $trial.dueAt
RETURN trial.id AS id`,
};

/** One page of trials by id, to be compared with their receipts. Rows: many, at most $most. */
export const trialsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'entitlements/trials_list_all',
  mode: 'read',
  text: `MATCH (n:Trial {tenantId: $tenantId})
USING INDEX SEEK n:Trial(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.tenantId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Reads a workspace, an ended one too. Rows: one; none: no such workspace. */
export const workspaceFind: Statement<
  { id: string },
  rows.WorkspaceRow
> = {
  name: 'entitlements/workspace_find',
  mode: 'read',
  text: `MATCH (workspace:Workspace {tenantId: $tenantId, id: $id})
RETURN workspace.id AS id, workspace.handle AS handle, workspace.name AS name, workspace.state AS state,
  workspace.version AS version, workspace.createdAt AS createdAt, workspace.endedAt AS endedAt`,
};

/** Opens a workspace. Rows: one. */
export const workspaceInsert: Statement<
  { workspace: rows.WorkspaceRow },
  { id: string }
> = {
  name: 'entitlements/workspace_insert',
  mode: 'write',
  text: `CREATE (workspace:Workspace:Entity {tenantId: $tenantId, id: $workspace.id})
SET workspace += $workspace
RETURN workspace.id AS id`,
};

/** Claims the key, locks the chain of workspaces and one of them. Rows: one; none: no such workspace. */
export const workspaceLock: Statement<
  { id: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { workspace: rows.WorkspaceRow }
> = {
  name: 'entitlements/workspace_lock',
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
MATCH (workspace:Workspace {tenantId: $tenantId, id: $id})
SET workspace._lock = true
WITH key, heads, workspace
RETURN key {.answer, .inputSha256} AS claim, heads,
  workspace {.id, .handle, .name, .state, .version, .createdAt, .endedAt} AS workspace`,
};

/** Claims the key, locks the chain of workspaces, and reads behind it how many there are, what the plan allows, and who has the handle. Rows: one; none: no such tenant. */
export const workspaceLockToCreate: Statement<
  { handle: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { workspaces: number; terms: rows.TermsRow; takenBy: string | null }
> = {
  name: 'entitlements/workspace_lock_to_create',
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
  MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
  CALL () {
    MATCH (trial:Trial {tenantId: $tenantId, state: 'ACTIVE'})
    USING INDEX SEEK trial:Trial(tenantId, state, createdAt, id)
    WHERE trial.createdAt > '' AND trial.id IS NOT NULL
    RETURN max(trial.endsAt) AS trialEndsAt
  }
  CALL () {
    MATCH (change:TermsChange {tenantId: $tenantId, state: 'IN_FORCE'})
    USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
    WHERE change.createdAt > '' AND change.id IS NOT NULL
    RETURN collect(change {.id, .kind, .quota, .limit, .asPlan, .amount, .expiresAt}) AS changes
  }
  RETURN {plan: tenant.plan, trialEndsAt: trialEndsAt, changes: changes} AS terms
}
CALL () {
  MATCH (active:Workspace {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK active:Workspace(tenantId, state, createdAt, id)
  WHERE active.createdAt > '' AND active.id IS NOT NULL
  RETURN count(active) AS workspaces
}
OPTIONAL MATCH (taken:Workspace {tenantId: $tenantId, handle: $handle})
RETURN key {.answer, .inputSha256} AS claim, heads, terms, workspaces, taken.id AS takenBy`,
};

/** Writes a locked workspace as it is now. Rows: one. */
export const workspaceUpdate: Statement<
  { workspace: rows.WorkspaceRow },
  { id: string }
> = {
  name: 'entitlements/workspace_update',
  mode: 'write',
  text: `MATCH (found:Workspace {tenantId: $tenantId, id: $workspace.id})
SET found += $workspace
RETURN found.id AS id`,
};

/** One page of the workspaces in a state, oldest first. Rows: up to limit. */
export const workspacesList: Statement<
  { state: string; afterAt: string; afterId: string; limit: number },
  rows.WorkspaceRow
> = {
  name: 'entitlements/workspaces_list',
  mode: 'read',
  text: `MATCH (workspace:Workspace {tenantId: $tenantId, state: $state})
USING INDEX SEEK workspace:Workspace(tenantId, state, createdAt, id)
WHERE workspace.createdAt >= $afterAt AND workspace.id IS NOT NULL
  AND CASE WHEN workspace.createdAt = $afterAt THEN workspace.id > $afterId ELSE true END
WITH workspace
ORDER BY workspace.tenantId, workspace.state, workspace.createdAt, workspace.id
LIMIT $limit
RETURN workspace.id AS id, workspace.handle AS handle, workspace.name AS name, workspace.state AS state,
  workspace.version AS version, workspace.createdAt AS createdAt, workspace.endedAt AS endedAt`,
};

/** One page of all workspaces by id, to be compared with their receipts. Rows: many, at most $most. */
export const workspacesListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'entitlements/workspaces_list_all',
  mode: 'read',
  text: `MATCH (n:Workspace {tenantId: $tenantId})
USING INDEX SEEK n:Workspace(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};
