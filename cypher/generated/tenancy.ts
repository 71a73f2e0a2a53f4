// Generated from cypher/tenancy/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** Stores a new API key by its hash. Rows: one. */
export const apiKeyInsert: Statement<
  { apiKey: rows.NewApiKey; at: string },
  { id: string }
> = {
  name: 'tenancy/api_key_insert',
  mode: 'write',
  text: `CREATE (k:ApiKey:Entity {
  tenantId: $tenantId, id: $apiKey.id, createdAt: $at, version: 1, name: $apiKey.name, prefix: $apiKey.prefix,
  sha256: $apiKey.sha256, scopes: $apiKey.scopes, expiresAt: $apiKey.expiresAt, createdBy: $apiKey.createdBy})
RETURN k.id AS id`,
};

/** One page of API keys, newest first. Rows: up to limit. */
export const apiKeyList: Statement<
  { beforeAt: string; beforeId: string; limit: number },
  rows.ApiKeyRow
> = {
  name: 'tenancy/api_key_list',
  mode: 'read',
  text: `MATCH (k:ApiKey {tenantId: $tenantId})
USING INDEX SEEK k:ApiKey(tenantId, createdAt, id)
WHERE k.createdAt <= $beforeAt AND k.id IS NOT NULL
  AND CASE WHEN k.createdAt = $beforeAt THEN k.id < $beforeId ELSE true END
RETURN k.id AS id, k.name AS name, k.prefix AS prefix, k.scopes AS scopes, k.expiresAt AS expiresAt,
  k.revokedAt AS revokedAt, k.createdBy AS createdBy, k.createdAt AS createdAt, k.version AS version
ORDER BY k.tenantId DESC, k.createdAt DESC, k.id DESC
LIMIT $limit`,
};

/** Locks a key's chain and the key. Rows: one, none: no such key. */
export const apiKeyLock: Statement<
  { apiKeyId: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { apiKey: rows.ApiKeyRow }
> = {
  name: 'tenancy/api_key_lock',
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
MATCH (k:ApiKey {tenantId: $tenantId, id: $apiKeyId})
SET k._lock = true
WITH key, heads, k
RETURN key {.answer, .inputSha256} AS claim, heads,
  k {.id, .name, .prefix, .scopes, .expiresAt, .revokedAt, .createdBy, .createdAt, .version} AS apiKey`,
};

/** Ends a locked key. Rows: one. */
export const apiKeyRevoke: Statement<
  { apiKeyId: string; at: string },
  { id: string }
> = {
  name: 'tenancy/api_key_revoke',
  mode: 'write',
  text: `MATCH (k:ApiKey {tenantId: $tenantId, id: $apiKeyId})
SET k.revokedAt = $at, k.version = k.version + 1
RETURN k.id AS id`,
};

/** One page of all API keys by id, to be compared with their receipts. Rows: many, at most $most. */
export const apiKeysListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'tenancy/api_keys_list_all',
  mode: 'read',
  text: `MATCH (n:ApiKey {tenantId: $tenantId})
USING INDEX SEEK n:ApiKey(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Puts a draft in force and retires the version it replaces (null: none), behind the lock of the configuration's chain. Rows: one. */
export const configActivate: Statement<
  { number: number; replaces: number | null; activatedBy: string; at: string },
  { id: string }
> = {
  name: 'tenancy/config_activate',
  mode: 'write',
  text: `OPTIONAL MATCH (old:RevOpsConfigVersion {tenantId: $tenantId, number: $replaces})
SET old.state = 'RETIRED', old.retiredAt = $at, old.version = old.version + 1
WITH count(old) AS retired
MATCH (new:RevOpsConfigVersion {tenantId: $tenantId, number: $number})
SET new.state = 'ACTIVE', new.activatedBy = $activatedBy, new.activatedAt = $at, new.version = new.version + 1,
  new.activateAt = null, new.scheduledBy = null, new.scheduledReplaces = null
RETURN new.id AS id`,
};

/** Number and hash of the configuration in force. Rows: one, none: no version was activated. */
export const configFindActive: Statement<
  Record<never, never>,
  { number: number; sha256: string }
> = {
  name: 'tenancy/config_find_active',
  mode: 'read',
  text: `MATCH (c:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
WHERE c.number > 0
RETURN c.number AS number, c.sha256 AS sha256`,
};

/** One version of the configuration with its text. Rows: one, none: no such version. */
export const configFindByNumber: Statement<
  { number: number },
  rows.ConfigVersionRow & { yaml: string }
> = {
  name: 'tenancy/config_find_by_number',
  mode: 'read',
  text: `MATCH (c:RevOpsConfigVersion {tenantId: $tenantId, number: $number})
RETURN c.id AS id, c.number AS number, c.state AS state, c.sha256 AS sha256, c.version AS version,
  c.savedBy AS savedBy, c.activatedBy AS activatedBy, c.createdAt AS createdAt, c.activatedAt AS activatedAt,
  c.retiredAt AS retiredAt, c.activateAt AS activateAt, c.scheduledBy AS scheduledBy,
  c.scheduledReplaces AS scheduledReplaces, c.yaml AS yaml`,
};

/** Number of the version of the configuration that was in force last before the present one. Rows: one, none: no version was replaced yet. */
export const configFindReplaced: Statement<
  Record<never, never>,
  { number: number }
> = {
  name: 'tenancy/config_find_replaced',
  mode: 'read',
  text: `MATCH (c:RevOpsConfigVersion {tenantId: $tenantId, state: 'RETIRED'})
WHERE c.number > 0
WITH max(c.retiredAt) AS last, collect(c {.number, .retiredAt}) AS retired
WHERE last IS NOT NULL
RETURN [c IN retired WHERE c.retiredAt = last][0].number AS number`,
};

/** Stores a new version of the configuration as a draft. Rows: one. */
export const configInsert: Statement<
  { config: { id: string; number: number; yaml: string; sha256: string; savedBy: string }; at: string },
  { id: string }
> = {
  name: 'tenancy/config_insert',
  mode: 'write',
  text: `CREATE (c:RevOpsConfigVersion:Entity {
  tenantId: $tenantId, id: $config.id, createdAt: $at, version: 1, number: $config.number, state: 'DRAFT',
  yaml: $config.yaml, sha256: $config.sha256, savedBy: $config.savedBy})
RETURN c.id AS id`,
};

/** One page of the configuration's versions, newest first, without their texts. Rows: up to limit. */
export const configList: Statement<
  { before: number; limit: number },
  rows.ConfigVersionRow
> = {
  name: 'tenancy/config_list',
  mode: 'read',
  text: `MATCH (c:RevOpsConfigVersion {tenantId: $tenantId})
WHERE c.number < $before
RETURN c.id AS id, c.number AS number, c.state AS state, c.sha256 AS sha256, c.version AS version,
  c.savedBy AS savedBy, c.activatedBy AS activatedBy, c.createdAt AS createdAt, c.activatedAt AS activatedAt,
  c.retiredAt AS retiredAt, c.activateAt AS activateAt, c.scheduledBy AS scheduledBy,
  c.scheduledReplaces AS scheduledReplaces
ORDER BY c.tenantId DESC, c.number DESC
LIMIT $limit`,
};

/** Locks the chain of the tenant's configuration, and reads the last number, the version in force and the wanted one. Rows: one. */
export const configLock: Statement<
  { number: number | null } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { lastNumber: number; active: rows.ConfigVersionRow | null; wanted: rows.ConfigVersionRow | null }
> = {
  name: 'tenancy/config_lock',
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
OPTIONAL MATCH (active:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK active:RevOpsConfigVersion(tenantId, state, number)
  WHERE active.number > 0
OPTIONAL MATCH (wanted:RevOpsConfigVersion {tenantId: $tenantId, number: $number})
CALL () {
  OPTIONAL MATCH (last:RevOpsConfigVersion {tenantId: $tenantId}) WHERE last.number > 0
  RETURN last.number AS lastNumber ORDER BY last.tenantId DESC, last.number DESC LIMIT 1
}
RETURN key {.answer, .inputSha256} AS claim, heads, coalesce(lastNumber, 0) AS lastNumber,
  active {
    .id, .number, .state, .sha256, .version, .savedBy, .activatedBy, .createdAt, .activatedAt, .retiredAt, .activateAt,
    .scheduledBy, .scheduledReplaces
  } AS active,
  wanted {
    .id, .number, .state, .sha256, .version, .savedBy, .activatedBy, .createdAt, .activatedAt, .retiredAt, .activateAt,
    .scheduledBy, .scheduledReplaces
  } AS wanted`,
};

/** Says when a version of the configuration comes into force, or (nulls) that it does not any more, behind the lock of the chain. Rows: one. */
export const configSchedule: Statement<
  { number: number; state: string; activateAt: string | null; scheduledBy: string | null; scheduledReplaces: number | null },
  { id: string }
> = {
  name: 'tenancy/config_schedule',
  mode: 'write',
  text: `MATCH (c:RevOpsConfigVersion {tenantId: $tenantId, number: $number})
SET c.state = $state, c.activateAt = $activateAt, c.scheduledBy = $scheduledBy,
  c.scheduledReplaces = $scheduledReplaces, c.version = c.version + 1
RETURN c.id AS id`,
};

/** Finds the texts of configurations by their numbers. Rows: one a number at most. */
export const configTextsFindMany: Statement<
  { numbers: number[] },
  { number: number; yaml: string }
> = {
  name: 'tenancy/config_texts_find_many',
  mode: 'read',
  text: `UNWIND $numbers AS number
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, number: number})
RETURN config.number AS number, config.yaml AS yaml`,
};

/** One page of all versions of the configuration by id, to be compared with their receipts. Rows: many, at most $most. */
export const configVersionsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'tenancy/config_versions_list_all',
  mode: 'read',
  text: `MATCH (n:RevOpsConfigVersion {tenantId: $tenantId})
USING INDEX SEEK n:RevOpsConfigVersion(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Reads since when users belong to their teams, lead teams and report to their managers, and since when the teams named have their leads. Rows: many, one an edge that is open. */
export const datedEdgesFindOpen: Statement<
  { userIds: readonly string[]; teamIds: readonly string[] },
  { type: string; from: string; to: string; since: string }
> = {
  name: 'tenancy/dated_edges_find_open',
  mode: 'read',
  text: `CALL () {
  UNWIND $userIds AS userId
  MATCH (user:User {tenantId: $tenantId, id: userId})-[open:MEMBER_OF|LEADS|REPORTS_TO]->(other)
  WHERE open.to IS NULL
  RETURN type(open) AS type, user.id AS from, other.id AS to, open.from AS since
  UNION
  UNWIND $teamIds AS teamId
  MATCH (team:Team {tenantId: $tenantId, id: teamId})<-[open:LEADS]-(user:User)
  WHERE open.to IS NULL
  RETURN type(open) AS type, user.id AS from, team.id AS to, open.from AS since
}
RETURN type, from, to, since`,
};

/** One page of all users by id with what they hold or held: roles, teams, teams that they led, managers. To be compared with their receipts. Rows: many, at most $most. */
export const datedEdgesListAll: Statement<
  { after: string; most: number },
  { id: string; edges: { type: string; other: string; properties: Record<string, unknown> }[] }
> = {
  name: 'tenancy/dated_edges_list_all',
  mode: 'read',
  text: `MATCH (n:User {tenantId: $tenantId})
USING INDEX SEEK n:User(tenantId, id)
WHERE n.id > $after
WITH n
ORDER BY n.tenantId, n.id
LIMIT $most
RETURN n.id AS id, [(n)-[edge:HOLDS_ROLE|MEMBER_OF|LEADS|REPORTS_TO]->(other) |
  {type: type(edge), other: other.id, properties: properties(edge)}] AS edges`,
};

/** Every open reporting line of the tenant: who reports to whom. Rows: one a user who reports to someone. */
export const lineList: Statement<
  Record<never, never>,
  { userId: string; managerId: string }
> = {
  name: 'tenancy/line_list',
  mode: 'read',
  text: `MATCH (user:User {tenantId: $tenantId})
USING INDEX SEEK user:User(tenantId, id)
WHERE user.id > ''
MATCH (user)-[line:REPORTS_TO]->(manager:User)
WHERE line.to IS NULL
RETURN user.id AS userId, manager.id AS managerId`,
};

/** Ends the open reporting line of locked users and begins another; a null manager only ends it. Rows: one a line. */
export const lineSetMany: Statement<
  { lines: { userId: string; managerId: string | null }[]; at: string },
  { userId: string }
> = {
  name: 'tenancy/line_set_many',
  mode: 'write',
  text: `UNWIND $lines AS new
MATCH (user:User {tenantId: $tenantId, id: new.userId})
SET user._lock = true
WITH new, user
CALL (user) {
  MATCH (user)-[open:REPORTS_TO]->(:User)
  WHERE open.to IS NULL
  SET open.to = $at
}
CALL (new, user) {
  MATCH (manager:User {tenantId: $tenantId, id: new.managerId})
  CREATE (user)-[:REPORTS_TO {from: $at}]->(manager)
}
RETURN user.id AS userId`,
};

/** Ends memberships of locked users. Rows: one a membership that was open. */
export const membershipCloseMany: Statement<
  { memberships: { userId: string; teamId: string }[]; at: string },
  { userId: string }
> = {
  name: 'tenancy/membership_close_many',
  mode: 'write',
  text: `UNWIND $memberships AS old
MATCH (user:User {tenantId: $tenantId, id: old.userId})
SET user._lock = true
WITH old, user
MATCH (user)-[open:MEMBER_OF]->(:Team {tenantId: $tenantId, id: old.teamId})
WHERE open.to IS NULL
SET open.to = $at
RETURN user.id AS userId`,
};

/** Lets locked users join teams that they are not members of. Rows: one a membership. */
export const membershipOpenMany: Statement<
  { memberships: { userId: string; teamId: string }[]; at: string },
  { userId: string }
> = {
  name: 'tenancy/membership_open_many',
  mode: 'write',
  text: `UNWIND $memberships AS new
MATCH (user:User {tenantId: $tenantId, id: new.userId})
MATCH (team:Team {tenantId: $tenantId, id: new.teamId})
CREATE (user)-[:MEMBER_OF {from: $at}]->(team)
RETURN user.id AS userId`,
};

/** Locks chains, the tenant and the named users (ids sorted), and reads what each user holds at present. Rows: one; a user who is not there is left out. */
export const peopleLock: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { userIds: string[] },
  rows.Locked & { tenant: { kind: string }; users: rows.HeldByUser[] }
> = {
  name: 'tenancy/people_lock',
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
RETURN key {.answer, .inputSha256} AS claim, heads, tenant {.kind} AS tenant, users`,
};

/** Puts grants in force, behind their users' locks: from now on the users hold the roles. Rows: one a grant. */
export const roleGrantActivateMany: Statement<
  { grantIds: string[]; confirmedBy: string; at: string },
  { id: string }
> = {
  name: 'tenancy/role_grant_activate_many',
  mode: 'write',
  text: `UNWIND $grantIds AS grantId
MATCH (grant:RoleGrant {tenantId: $tenantId, id: grantId})
MATCH (user:User {tenantId: $tenantId, id: grant.userId})
MATCH (role:Role {tenantId: $tenantId, name: grant.role})
SET grant.state = 'ACTIVE', grant.confirmedBy = $confirmedBy, grant.from = $at, grant.version = 2
CREATE (user)-[:HOLDS_ROLE {from: $at, grantId: grantId}]->(role)
RETURN grant.id AS id`,
};

/** Ends or withdraws grants, behind their users' locks, and the roles held by them. Rows: one a grant. */
export const roleGrantCloseMany: Statement<
  { grants: { id: string; state: string }[]; at: string },
  { id: string }
> = {
  name: 'tenancy/role_grant_close_many',
  mode: 'write',
  text: `UNWIND $grants AS old
MATCH (grant:RoleGrant {tenantId: $tenantId, id: old.id})
SET grant.state = old.state, grant.to = $at, grant.version = grant.version + 1
WITH old, grant
CALL (old, grant) {
  MATCH (user:User {tenantId: $tenantId, id: grant.userId})
  SET user._lock = true
  WITH user
  MATCH (user)-[held:HOLDS_ROLE]->(:Role)
  WHERE held.grantId = old.id AND held.to IS NULL
  SET held.to = $at
}
RETURN grant.id AS id`,
};

/** Reads role grants by id. Rows: one a grant found. */
export const roleGrantFindMany: Statement<
  { ids: string[] },
  rows.RoleGrantRow
> = {
  name: 'tenancy/role_grant_find_many',
  mode: 'read',
  text: `UNWIND $ids AS id
MATCH (g:RoleGrant {tenantId: $tenantId, id: id})
RETURN g.id AS id, g.userId AS userId, g.role AS role, g.state AS state, g.version AS version,
  g.proposedBy AS proposedBy, g.confirmedBy AS confirmedBy, g.createdAt AS createdAt, g.from AS from, g.to AS to`,
};

/** Creates role grants: waiting for a second person, or, at a tenant's first start, in force. Rows: one a grant. */
export const roleGrantInsertMany: Statement<
  { grants: rows.NewRoleGrant[]; at: string },
  { id: string }
> = {
  name: 'tenancy/role_grant_insert_many',
  mode: 'write',
  text: `UNWIND $grants AS new
MATCH (user:User {tenantId: $tenantId, id: new.userId})
CREATE (grant:RoleGrant:Entity {
  tenantId: $tenantId, id: new.id, createdAt: $at, version: 1, userId: new.userId, role: new.role, state: new.state,
  proposedBy: new.proposedBy})-[:GRANTS_TO]->(user)
RETURN grant.id AS id`,
};

/** One page of role grants in a state, oldest first. Rows: up to limit. */
export const roleGrantListByState: Statement<
  { state: string; afterAt: string; afterId: string; limit: number },
  rows.RoleGrantRow
> = {
  name: 'tenancy/role_grant_list_by_state',
  mode: 'read',
  text: `MATCH (g:RoleGrant {tenantId: $tenantId, state: $state})
USING INDEX SEEK g:RoleGrant(tenantId, state, createdAt, id)
WHERE g.createdAt >= $afterAt AND g.id IS NOT NULL
  AND CASE WHEN g.createdAt = $afterAt THEN g.id > $afterId ELSE true END
RETURN g.id AS id, g.userId AS userId, g.role AS role, g.state AS state, g.version AS version,
  g.proposedBy AS proposedBy, g.confirmedBy AS confirmedBy, g.createdAt AS createdAt, g.from AS from, g.to AS to
ORDER BY g.tenantId, g.state, g.createdAt, g.id
LIMIT $limit`,
};

/** Reads the grants of users that are in one of the states. Rows: many. */
export const roleGrantListByUser: Statement<
  { userIds: string[]; states: string[] },
  rows.RoleGrantRow
> = {
  name: 'tenancy/role_grant_list_by_user',
  mode: 'read',
  text: `UNWIND $userIds AS userId
UNWIND $states AS state
MATCH (g:RoleGrant {tenantId: $tenantId, userId: userId, state: state})
RETURN g.id AS id, g.userId AS userId, g.role AS role, g.state AS state, g.version AS version,
  g.proposedBy AS proposedBy, g.confirmedBy AS confirmedBy, g.createdAt AS createdAt, g.from AS from, g.to AS to`,
};

/** One page of all role grants by id, to be compared with their receipts. Rows: many, at most $most. */
export const roleGrantsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'tenancy/role_grants_list_all',
  mode: 'read',
  text: `MATCH (n:RoleGrant {tenantId: $tenantId})
USING INDEX SEEK n:RoleGrant(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.userId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** The users who hold a role at present, and whether a token can name them. Rows: one a holder. */
export const roleHolderList: Statement<
  { role: string },
  { userId: string; signsIn: boolean }
> = {
  name: 'tenancy/role_holder_list',
  mode: 'read',
  text: `MATCH (role:Role {tenantId: $tenantId, name: $role})<-[held:HOLDS_ROLE]-(user:User)
WHERE held.to IS NULL
RETURN user.id AS userId, user.subject IS NOT NULL AS signsIn`,
};

/** Who held some roles, and from when to when; past ones too. Rows: many, one for each holding. */
export const roleHoldingsList: Statement<
  { roles: readonly string[] },
  { userId: string; from: string; to: string | null }
> = {
  name: 'tenancy/role_holdings_list',
  mode: 'read',
  text: `UNWIND $roles AS name
MATCH (role:Role {tenantId: $tenantId, name: name})<-[held:HOLDS_ROLE]-(user:User)
RETURN user.id AS userId, held.from AS from, held.to AS to`,
};

/** Reads roles as they are, by name. Rows: many, one a name that is there. */
export const rolesFind: Statement<
  { ids: readonly string[] } & { incoming: readonly string[] },
  rows.FoundNode
> = {
  name: 'tenancy/roles_find',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (n:Role {tenantId: $tenantId, name: wanted})
RETURN wanted AS id, labels(n) AS labels, properties(n) AS properties,
  [(n)-[edge]->(other) | {
    type: type(edge), properties: properties(edge), labels: labels(other),
    other: coalesce(other.id, other.kind + ' ' + other.value)
  }] AS out,
  COLLECT {
    UNWIND $incoming AS wantedType
    MATCH (n)<-[edge]-(other) WHERE type(edge) = wantedType
    RETURN {
      type: type(edge), properties: properties(edge), labels: labels(other),
      other: coalesce(other.id, other.kind + ' ' + other.value)
    }
  } AS in`,
};

/** One page of all roles by name, to be compared with their receipts. Rows: many, at most $most. */
export const rolesListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'tenancy/roles_list_all',
  mode: 'read',
  text: `MATCH (n:Role {tenantId: $tenantId})
USING INDEX SEEK n:Role(tenantId, name)
WHERE n.name > $after
RETURN n.name AS id, n.name AS owner
ORDER BY n.tenantId, n.name
LIMIT $most`,
};

/** Reads teams by id with their present lead and members. Rows: one a team found. */
export const teamFindMany: Statement<
  { ids: string[] },
  rows.TeamRow & { memberIds: string[] }
> = {
  name: 'tenancy/team_find_many',
  mode: 'read',
  text: `UNWIND $ids AS id
MATCH (team:Team {tenantId: $tenantId, id: id})
RETURN team.id AS id, team.version AS version, team.handle AS handle, team.name AS name, team.externalId AS externalId,
  team.createdAt AS createdAt,
  head([(lead:User)-[leads:LEADS]->(team) WHERE leads.to IS NULL | lead.id]) AS leadId,
  [(member:User)-[joined:MEMBER_OF]->(team) WHERE joined.to IS NULL | member.id] AS memberIds`,
};

/** Finds teams by handle and by the other system's id, with their present lead. Rows: one an identity. */
export const teamFindManyByIdentity: Statement<
  { identities: { n: number; handle: string | null; externalId: string | null }[] },
  { n: number; byHandle: rows.TeamRow | null; byExternalId: rows.TeamRow | null }
> = {
  name: 'tenancy/team_find_many_by_identity',
  mode: 'read',
  text: `UNWIND $identities AS wanted
OPTIONAL MATCH (a:Team {tenantId: $tenantId, handle: wanted.handle})
OPTIONAL MATCH (b:Team {tenantId: $tenantId, externalId: wanted.externalId})
RETURN wanted.n AS n,
  a {.id, .version, .handle, .name, .externalId, .createdAt,
    leadId: head([(lead:User)-[leads:LEADS]->(a) WHERE leads.to IS NULL | lead.id])} AS byHandle,
  b {.id, .version, .handle, .name, .externalId, .createdAt,
    leadId: head([(lead:User)-[leads:LEADS]->(b) WHERE leads.to IS NULL | lead.id])} AS byExternalId`,
};

/** Creates teams. Rows: one a team. */
export const teamInsertMany: Statement<
  { teams: rows.NewTeam[]; at: string },
  { id: string }
> = {
  name: 'tenancy/team_insert_many',
  mode: 'write',
  text: `UNWIND $teams AS new
CREATE (team:Team:Entity {
  tenantId: $tenantId, id: new.id, createdAt: $at, version: 1, handle: new.handle, name: new.name,
  nameKey: new.nameKey, externalId: new.externalId})
RETURN team.id AS id`,
};

/** Ends who leads each team, behind the tenant's lock, and lets another user lead it; a null lead only ends it. Rows: one a team. */
export const teamLeadSetMany: Statement<
  { leads: { teamId: string; userId: string | null }[]; at: string },
  { teamId: string }
> = {
  name: 'tenancy/team_lead_set_many',
  mode: 'write',
  text: `UNWIND $leads AS new
MATCH (team:Team {tenantId: $tenantId, id: new.teamId})
SET team._lock = true
WITH new, team
CALL (team) {
  MATCH (:User)-[open:LEADS]->(team)
  WHERE open.to IS NULL
  SET open.to = $at
}
CALL (new, team) {
  MATCH (user:User {tenantId: $tenantId, id: new.userId})
  CREATE (user)-[:LEADS {from: $at}]->(team)
}
SET team.version = team.version + 1
RETURN team.id AS teamId`,
};

/** One page of teams whose name begins with a text, in the order of their names. Rows: up to limit. */
export const teamListByName: Statement<
  { prefix: string; afterName: string; afterId: string; limit: number },
  rows.TeamRow & { nameKey: string; memberIds: string[] }
> = {
  name: 'tenancy/team_list_by_name',
  mode: 'read',
  text: `MATCH (team:Team {tenantId: $tenantId})
USING INDEX SEEK team:Team(tenantId, nameKey, id)
WHERE team.nameKey STARTS WITH $prefix AND team.nameKey >= $afterName AND team.id IS NOT NULL
  AND CASE WHEN team.nameKey = $afterName THEN team.id > $afterId ELSE true END
WITH team ORDER BY team.tenantId, team.nameKey, team.id LIMIT $limit
RETURN team.id AS id, team.version AS version, team.handle AS handle, team.name AS name, team.externalId AS externalId,
  team.createdAt AS createdAt, team.nameKey AS nameKey,
  head([(lead:User)-[leads:LEADS]->(team) WHERE leads.to IS NULL | lead.id]) AS leadId,
  [(member:User)-[joined:MEMBER_OF]->(team) WHERE joined.to IS NULL | member.id] AS memberIds`,
};

/** Writes the changed details of teams, behind the tenant's lock. Rows: one a team. */
export const teamUpdateMany: Statement<
  { teams: rows.NewTeam[] },
  { id: string; version: number }
> = {
  name: 'tenancy/team_update_many',
  mode: 'write',
  text: `UNWIND $teams AS new
MATCH (team:Team {tenantId: $tenantId, id: new.id})
SET team.handle = new.handle, team.name = new.name, team.nameKey = new.nameKey, team.externalId = new.externalId,
  team.version = team.version + 1
RETURN team.id AS id, team.version AS version`,
};

/** One page of all teams by id, to be compared with their receipts. Rows: many, at most $most. */
export const teamsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'tenancy/teams_list_all',
  mode: 'read',
  text: `MATCH (n:Team {tenantId: $tenantId})
USING INDEX SEEK n:Team(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Reads the tenant itself. Rows: one, none: no such tenant. */
export const tenantFind: Statement<
  Record<never, never>,
  { id: string; handle: string; name: string; kind: string; plan: string; createdAt: string; version: number }
> = {
  name: 'tenancy/tenant_find',
  mode: 'read',
  text: `MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
RETURN tenant.id AS id, tenant.handle AS handle, tenant.name AS name, tenant.kind AS kind, tenant.plan AS plan,
  tenant.createdAt AS createdAt, tenant.version AS version`,
};

/** Creates a tenant with its roles. Rows: one. */
export const tenantInsert: Statement<
  { tenant: rows.NewTenant; roles: string[]; at: string },
  { id: string }
> = {
  name: 'tenancy/tenant_insert',
  mode: 'write',
  text: `CREATE (tenant:Tenant:Entity {
  tenantId: $tenantId, id: $tenantId, createdAt: $at, version: 1, handle: $tenant.handle, name: $tenant.name,
  kind: $tenant.kind, plan: $tenant.plan, openedBy: $tenant.openedBy})
WITH tenant
CALL () {
  UNWIND $roles AS name
  MERGE (role:Role {tenantId: $tenantId, name: name})
    ON CREATE SET role.id = name, role.createdAt = $at
}
RETURN tenant.id AS id`,
};

/** One page of all tenants by id, to be compared with their receipts. Rows: many, at most $most. */
export const tenantsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'tenancy/tenants_list_all',
  mode: 'read',
  text: `MATCH (n:Tenant {tenantId: $tenantId})
USING INDEX SEEK n:Tenant(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Ends a locked user: closes every role, membership, lead and reporting line that goes out from them. Rows: one. */
export const userEnd: Statement<
  { userId: string; at: string },
  { id: string }
> = {
  name: 'tenancy/user_end',
  mode: 'write',
  text: `MATCH (user:User {tenantId: $tenantId, id: $userId})
SET user._lock = true
WITH user
SET user.endedAt = $at, user.version = user.version + 1
WITH user
CALL (user) {
  MATCH (user)-[held:HOLDS_ROLE|MEMBER_OF|LEADS|REPORTS_TO]->()
  WHERE held.to IS NULL
  SET held.to = $at
}
RETURN user.id AS id`,
};

/** Reads users by id, for loaders. Rows: one a user found. */
export const userFindMany: Statement<
  { ids: string[] },
  rows.UserRow
> = {
  name: 'tenancy/user_find_many',
  mode: 'read',
  text: `UNWIND $ids AS id
MATCH (user:User {tenantId: $tenantId, id: id})
RETURN user.id AS id, user.version AS version, user.handle AS handle, user.subject AS subject, user.name AS name,
  user.email AS email, user.externalId AS externalId, user.createdAt AS createdAt, user.endedAt AS endedAt`,
};

/** Finds users by handle, by the other system's id and by token subject. Rows: one an identity. */
export const userFindManyByIdentity: Statement<
  { identities: { n: number; handle: string | null; externalId: string | null; subject: string | null }[] },
  { n: number; byHandle: rows.UserRow | null; byExternalId: rows.UserRow | null; bySubject: rows.UserRow | null }
> = {
  name: 'tenancy/user_find_many_by_identity',
  mode: 'read',
  text: `UNWIND $identities AS wanted
OPTIONAL MATCH (a:User {tenantId: $tenantId, handle: wanted.handle})
OPTIONAL MATCH (b:User {tenantId: $tenantId, externalId: wanted.externalId})
OPTIONAL MATCH (c:User {tenantId: $tenantId, subject: wanted.subject})
RETURN wanted.n AS n,
  a {.id, .version, .handle, .subject, .name, .email, .externalId, .createdAt, .endedAt} AS byHandle,
  b {.id, .version, .handle, .subject, .name, .email, .externalId, .createdAt, .endedAt} AS byExternalId,
  c {.id, .version, .handle, .subject, .name, .email, .externalId, .createdAt, .endedAt} AS bySubject`,
};

/** Reads the roles, teams, manager and reports of users as of an instant. Rows: one a user found. */
export const userHoldingsFindMany: Statement<
  { ids: string[]; at: string },
  rows.HoldingsRow
> = {
  name: 'tenancy/user_holdings_find_many',
  mode: 'read',
  text: `UNWIND $ids AS id
MATCH (user:User {tenantId: $tenantId, id: id})
RETURN user.id AS userId,
  [(user)-[held:HOLDS_ROLE]->(role:Role) WHERE held.from <= $at AND (held.to IS NULL OR held.to > $at) | role.name] AS roles,
  [(user)-[joined:MEMBER_OF]->(team:Team) WHERE joined.from <= $at AND (joined.to IS NULL OR joined.to > $at) | team.id] AS teamIds,
  head([(user)-[line:REPORTS_TO]->(manager:User) WHERE line.from <= $at AND (line.to IS NULL OR line.to > $at) | manager.id]) AS managerId`,
};

/** Creates users. Rows: one a user. */
export const userInsertMany: Statement<
  { users: rows.NewUser[]; at: string },
  { id: string }
> = {
  name: 'tenancy/user_insert_many',
  mode: 'write',
  text: `UNWIND $users AS new
CREATE (user:User:Entity {
  tenantId: $tenantId, id: new.id, createdAt: $at, version: 1, handle: new.handle, subject: new.subject,
  name: new.name, nameKey: new.nameKey, email: new.email, externalId: new.externalId})
RETURN user.id AS id`,
};

/** One page of users whose name begins with a text, in the order of their names. Rows: up to limit. */
export const userListByName: Statement<
  { prefix: string; afterName: string; afterId: string; limit: number },
  rows.UserRow & { nameKey: string }
> = {
  name: 'tenancy/user_list_by_name',
  mode: 'read',
  text: `MATCH (user:User {tenantId: $tenantId})
USING INDEX SEEK user:User(tenantId, nameKey, id)
WHERE user.nameKey STARTS WITH $prefix AND user.nameKey >= $afterName AND user.id IS NOT NULL
  AND CASE WHEN user.nameKey = $afterName THEN user.id > $afterId ELSE true END
RETURN user.id AS id, user.version AS version, user.handle AS handle, user.subject AS subject, user.name AS name,
  user.email AS email, user.externalId AS externalId, user.createdAt AS createdAt, user.endedAt AS endedAt,
  user.nameKey AS nameKey
ORDER BY user.tenantId, user.nameKey, user.id
LIMIT $limit`,
};

/** Writes the changed details of users who are locked. Rows: one a user. */
export const userUpdateMany: Statement<
  { users: rows.NewUser[] },
  { id: string; version: number }
> = {
  name: 'tenancy/user_update_many',
  mode: 'write',
  text: `UNWIND $users AS new
MATCH (user:User {tenantId: $tenantId, id: new.id})
SET user.handle = new.handle, user.subject = new.subject, user.name = new.name, user.nameKey = new.nameKey,
  user.email = new.email, user.externalId = new.externalId, user.version = user.version + 1
RETURN user.id AS id, user.version AS version`,
};

/** One page of all users by id, to be compared with their receipts. Rows: many, at most $most. */
export const usersListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'tenancy/users_list_all',
  mode: 'read',
  text: `MATCH (n:User {tenantId: $tenantId})
USING INDEX SEEK n:User(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};
