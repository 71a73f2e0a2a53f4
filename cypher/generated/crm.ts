// Generated from cypher/crm/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** Finds accounts by the ids that other systems know them by, for loaders and comparisons; those that are not there give no row. Rows: at most one per external id. */
export const accountsFindByExternalIds: Statement<
  { externalIds: string[] },
  { account: rows.AccountRow }
> = {
  name: 'crm/accounts_find_by_external_ids',
  mode: 'read',
  text: `UNWIND $externalIds AS wanted
MATCH (a:Account {tenantId: $tenantId, externalId: wanted})
RETURN a {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .normalisedName, .domain, .country, .region, .sector,
  .employees, .yearEstablished, .revenueMinor, .arrMinor, .currency, .customerStatus, .ownerId, .ownerType, .parentId,
  .familyRootId, .custom, .personalCustom
} AS account`,
};

/** Finds accounts by their ids, for loaders and comparisons; those that are not there give no row. Rows: at most one per id. */
export const accountsFindByIds: Statement<
  { ids: string[] },
  { account: rows.AccountRow }
> = {
  name: 'crm/accounts_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (a:Account {tenantId: $tenantId, id: wanted})
RETURN a {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .normalisedName, .domain, .country, .region, .sector,
  .employees, .yearEstablished, .revenueMinor, .arrMinor, .currency, .customerStatus, .ownerId, .ownerType, .parentId,
  .familyRootId, .custom, .personalCustom
} AS account`,
};

/** Finds the accounts whose names share the most words with this one. The index is entered by the tenant's own term. Rows: limit at most. */
export const accountsFindBySimilarName: Statement<
  { words: string; limit: number },
  rows.MatchCandidateRow
> = {
  name: 'crm/accounts_find_by_similar_name',
  mode: 'read',
  text: `CALL db.index.fulltext.queryNodes(
  'account_search', '+tenantKey:' + replace($tenantId, '-', '') + ' +(' + $words + ')', {limit: $limit}
) YIELD node AS a
WHERE a.tenantId = $tenantId
WITH a, 'similar_name' AS criterion
RETURN criterion, a.id AS id, a.name AS name, a.domain AS domain, a.ownerId AS ownerId, a.ownerType AS ownerType,
  a.customerStatus AS customerStatus, a.parentId AS parentId, a.createdAt AS createdAt,
  EXISTS { (a)<-[:ASSOCIATED_TO]-(:Opportunity {tenantId: $tenantId, status: 'open'}) } AS hasOpenOpportunity`,
};

/** Finds the accounts that have this domain or exactly this normalised name, with what ties are broken by. A null finds nothing. Rows: limit at most per criterion. */
export const accountsFindForMatching: Statement<
  { domain: string | null; normalisedName: string | null; limit: number },
  rows.MatchCandidateRow
> = {
  name: 'crm/accounts_find_for_matching',
  mode: 'read',
  text: `CALL () {
  MATCH (a:Account {tenantId: $tenantId, domain: $domain})
  USING INDEX SEEK a:Account(tenantId, domain, id)
  WHERE a.id IS NOT NULL
  RETURN a, 'domain' AS criterion
  LIMIT $limit
  UNION ALL
  MATCH (a:Account {tenantId: $tenantId, normalisedName: $normalisedName})
  USING INDEX SEEK a:Account(tenantId, normalisedName, id)
  WHERE a.id IS NOT NULL
  RETURN a, 'name' AS criterion
  LIMIT $limit
}
RETURN criterion, a.id AS id, a.name AS name, a.domain AS domain, a.ownerId AS ownerId, a.ownerType AS ownerType,
  a.customerStatus AS customerStatus, a.parentId AS parentId, a.createdAt AS createdAt,
  EXISTS { (a)<-[:ASSOCIATED_TO]-(:Opportunity {tenantId: $tenantId, status: 'open'}) } AS hasOpenOpportunity`,
};

/** Lists all accounts by name, after a cursor (both parts empty: from the start). Rows: limit at most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const accountsList: Statement<
  { afterName: string; afterId: string; limit: number },
  { account: rows.AccountRow }
> = {
  name: 'crm/accounts_list',
  mode: 'read',
  text: `MATCH (a:Account {tenantId: $tenantId})
USING INDEX SEEK a:Account(tenantId, normalisedName, id)
WHERE a.normalisedName >= $afterName AND a.id IS NOT NULL
  AND CASE WHEN a.normalisedName = $afterName THEN a.id > $afterId ELSE true END
RETURN a {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .normalisedName, .domain, .country, .region, .sector,
  .employees, .yearEstablished, .revenueMinor, .arrMinor, .currency, .customerStatus, .ownerId, .ownerType, .parentId,
  .familyRootId, .custom, .personalCustom
} AS account
ORDER BY a.tenantId, a.normalisedName, a.id
LIMIT $limit`,
};

/** One page of all accounts by id with the root of their family, to be compared with their receipts. Rows: many, at most $most. */
export const accountsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode & { root: string | null }
> = {
  name: 'crm/accounts_list_all',
  mode: 'read',
  text: `MATCH (n:Account {tenantId: $tenantId})
USING INDEX SEEK n:Account(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner, n.familyRootId AS root
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Lists a country's accounts by name, after a cursor (both parts empty: from the start). Rows: limit at most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const accountsListByCountry: Statement<
  { country: string; afterName: string; afterId: string; limit: number },
  { account: rows.AccountRow }
> = {
  name: 'crm/accounts_list_by_country',
  mode: 'read',
  text: `MATCH (a:Account {tenantId: $tenantId, country: $country})
USING INDEX SEEK a:Account(tenantId, country, normalisedName, id)
WHERE a.normalisedName >= $afterName AND a.id IS NOT NULL
  AND CASE WHEN a.normalisedName = $afterName THEN a.id > $afterId ELSE true END
RETURN a {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .normalisedName, .domain, .country, .region, .sector,
  .employees, .yearEstablished, .revenueMinor, .arrMinor, .currency, .customerStatus, .ownerId, .ownerType, .parentId,
  .familyRootId, .custom, .personalCustom
} AS account
ORDER BY a.tenantId, a.country, a.normalisedName, a.id
LIMIT $limit`,
};

/** Lists the accounts of one customer status by name, after a cursor (both parts empty: from the start). Rows: limit at most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const accountsListByCustomerStatus: Statement<
  { customerStatus: string; afterName: string; afterId: string; limit: number },
  { account: rows.AccountRow }
> = {
  name: 'crm/accounts_list_by_customer_status',
  mode: 'read',
  text: `MATCH (a:Account {tenantId: $tenantId, customerStatus: $customerStatus})
USING INDEX SEEK a:Account(tenantId, customerStatus, normalisedName, id)
WHERE a.normalisedName >= $afterName AND a.id IS NOT NULL
  AND CASE WHEN a.normalisedName = $afterName THEN a.id > $afterId ELSE true END
RETURN a {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .normalisedName, .domain, .country, .region, .sector,
  .employees, .yearEstablished, .revenueMinor, .arrMinor, .currency, .customerStatus, .ownerId, .ownerType, .parentId,
  .familyRootId, .custom, .personalCustom
} AS account
ORDER BY a.tenantId, a.customerStatus, a.normalisedName, a.id
LIMIT $limit`,
};

/** Lists an owner's accounts by name, after a cursor (both parts empty: from the start). Rows: limit at most. CASE and not OR: an OR is planned as two seeks, a union and a sort. */
export const accountsListByOwner: Statement<
  { ownerId: string; afterName: string; afterId: string; limit: number },
  { account: rows.AccountRow }
> = {
  name: 'crm/accounts_list_by_owner',
  mode: 'read',
  text: `MATCH (a:Account {tenantId: $tenantId, ownerId: $ownerId})
USING INDEX SEEK a:Account(tenantId, ownerId, normalisedName, id)
WHERE a.normalisedName >= $afterName AND a.id IS NOT NULL
  AND CASE WHEN a.normalisedName = $afterName THEN a.id > $afterId ELSE true END
RETURN a {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .normalisedName, .domain, .country, .region, .sector,
  .employees, .yearEstablished, .revenueMinor, .arrMinor, .currency, .customerStatus, .ownerId, .ownerType, .parentId,
  .familyRootId, .custom, .personalCustom
} AS account
ORDER BY a.tenantId, a.ownerId, a.normalisedName, a.id
LIMIT $limit`,
};

/** Claims the key, locks the chains and the accounts ($withFamilies: the roots of their families too), and reads the accounts behind the locks. A family may have moved meanwhile: then its root is not among lockedIds. Rows: one. */
export const accountsLock: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { ids: string[]; withFamilies: boolean },
  rows.Locked & { accounts: rows.AccountRow[]; lockedIds: string[] }
> = {
  name: 'crm/accounts_lock',
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
  UNWIND $ids AS wanted
  MATCH (n:Account {tenantId: $tenantId, id: wanted})
  WITH collect(n.id) + CASE WHEN $withFamilies THEN collect(n.familyRootId) ELSE [] END AS found
  UNWIND found AS id
  WITH DISTINCT id ORDER BY id
  MATCH (n:Account {tenantId: $tenantId, id: id})
  SET n._lock = true
  RETURN collect(n.id) AS lockedIds
}
CALL (lockedIds) {
  UNWIND $ids AS wanted
  MATCH (a:Account {tenantId: $tenantId, id: wanted})
  RETURN a {
    .id, .version, .createdAt, .updatedAt, .externalId, .name, .normalisedName, .domain, .country, .region, .sector,
    .employees, .yearEstablished, .revenueMinor, .arrMinor, .currency, .customerStatus, .ownerId, .ownerType, .parentId,
    .familyRootId, .custom, .personalCustom
  } AS account
}
RETURN key {.answer, .inputSha256} AS claim, heads, lockedIds, collect(account) AS accounts`,
};

/** Claims the key, locks the chains, finds or makes the accounts of these external ids under their constraint, locked, and locks the accounts in $ids (parents to be) with their families. One that was made has no version yet. $rows come sorted by external id and are never empty. Rows: one. */
export const accountsMergeAndLock: Statement<
  { rows: { externalId: string; id: string }[] } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { ids: string[]; withFamilies: boolean },
  rows.Locked & { accounts: rows.AccountRow[]; lockedIds: string[] }
> = {
  name: 'crm/accounts_merge_and_lock',
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
  UNWIND $ids AS wanted
  MATCH (n:Account {tenantId: $tenantId, id: wanted})
  WITH collect(n.id) + CASE WHEN $withFamilies THEN collect(n.familyRootId) ELSE [] END AS found
  UNWIND found AS id
  WITH DISTINCT id ORDER BY id
  MATCH (n:Account {tenantId: $tenantId, id: id})
  SET n._lock = true
  RETURN collect(n.id) AS lockedIds
}
CALL (lockedIds) {
  UNWIND $rows AS row
  MERGE (a:Account {tenantId: $tenantId, externalId: row.externalId})
    ON CREATE SET a:Entity, a.id = row.id, a.tenantKey = replace($tenantId, '-', '')
  SET a._lock = true
  WITH a
  RETURN a {
    .id, .version, .createdAt, .updatedAt, .externalId, .name, .normalisedName, .domain, .country, .region, .sector,
    .employees, .yearEstablished, .revenueMinor, .arrMinor, .currency, .customerStatus, .ownerId, .ownerType, .parentId,
    .familyRootId, .custom, .personalCustom
  } AS account
}
RETURN key {.answer, .inputSha256} AS claim, heads, lockedIds, collect(account) AS accounts`,
};

/** Finds accounts by words of their name, best first. The index is entered by the tenant's own term, so that no other tenant's names take places among the best. Rows: limit at most. */
export const accountsSearchByName: Statement<
  { words: string; limit: number },
  { account: rows.AccountRow }
> = {
  name: 'crm/accounts_search_by_name',
  mode: 'read',
  text: `CALL db.index.fulltext.queryNodes(
  'account_search', '+tenantKey:' + replace($tenantId, '-', '') + ' +(' + $words + ')', {limit: $limit}
) YIELD node AS a
WHERE a.tenantId = $tenantId
RETURN a {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .normalisedName, .domain, .country, .region, .sector,
  .employees, .yearEstablished, .revenueMinor, .arrMinor, .currency, .customerStatus, .ownerId, .ownerType, .parentId,
  .familyRootId, .custom, .personalCustom
} AS account`,
};

/** Sets properties of locked accounts, and the owner and parent of those whose row names a change of it. Rows: one. */
export const accountsWriteMany: Statement<
  { rows: rows.AccountWrite[] },
  { written: number }
> = {
  name: 'crm/accounts_write_many',
  mode: 'write',
  text: `UNWIND $rows AS row
MATCH (a:Account {tenantId: $tenantId, id: row.id})
SET a += row.properties
WITH a, row
CALL (a, row) {
  WITH a, row WHERE row.owner IS NOT NULL
  MATCH (a)-[old:OWNED_BY]->()
  DELETE old
}
CALL (a, row) {
  WITH a, row WHERE row.owner.id IS NOT NULL
  MATCH (owner:Entity {tenantId: $tenantId, id: row.owner.id})
  CREATE (a)-[:OWNED_BY]->(owner)
}
CALL (a, row) {
  WITH a, row WHERE row.parent IS NOT NULL
  MATCH (a)-[old:SUBSIDIARY_OF]->()
  DELETE old
}
CALL (a, row) {
  WITH a, row WHERE row.parent.id IS NOT NULL
  MATCH (parent:Account {tenantId: $tenantId, id: row.parent.id})
  CREATE (a)-[:SUBSIDIARY_OF]->(parent)
}
RETURN count(a) AS written`,
};

/** Finds every account of these families, behind the locks of their roots. Rows: one per member. */
export const familiesFindMembers: Statement<
  { rootIds: string[] },
  { id: string; parentId: string | null; familyRootId: string; version: number }
> = {
  name: 'crm/families_find_members',
  mode: 'read',
  text: `UNWIND $rootIds AS rootId
MATCH (a:Account {tenantId: $tenantId, familyRootId: rootId})
USING INDEX SEEK a:Account(tenantId, familyRootId, id)
WHERE a.id IS NOT NULL
RETURN a.id AS id, a.parentId AS parentId, a.familyRootId AS familyRootId, a.version AS version`,
};

/** Notes what became of a chunk of an import's rows; findings are JSON text. Rows: one. */
export const importChunkInsert: Statement<
  { chunk: rows.ImportChunkRow },
  { seq: number }
> = {
  name: 'crm/import_chunk_insert',
  mode: 'write',
  text: `CREATE (chunk:ImportChunk {
  tenantId: $tenantId, id: $chunk.id, createdAt: $chunk.at, runId: $chunk.runId, seq: $chunk.seq,
  created: $chunk.created, updated: $chunk.updated, unchanged: $chunk.unchanged, rejected: $chunk.rejected,
  repairs: $chunk.repairs, warnings: $chunk.warnings, findings: $chunk.findings
})
RETURN chunk.seq AS seq`,
};

/** Reads chunks of imports as they are, each by its run and place with a space between. Rows: many, one an id that is there. */
export const importChunksFind: Statement<
  { ids: readonly string[] } & { incoming: readonly string[] },
  rows.FoundNode
> = {
  name: 'crm/import_chunks_find',
  mode: 'read',
  text: `UNWIND $ids AS wanted
WITH wanted, split(wanted, ' ') AS key
MATCH (n:ImportChunk {tenantId: $tenantId, runId: key[0], seq: toInteger(key[1])})
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

/** One page of all chunks of imports by run and place, to be compared with their receipts. Rows: many, at most $most. */
export const importChunksListAll: Statement<
  { after: string; afterNumber: number; most: number },
  rows.ListedNode & { number: number }
> = {
  name: 'crm/import_chunks_list_all',
  mode: 'read',
  text: `MATCH (n:ImportChunk {tenantId: $tenantId})
USING INDEX SEEK n:ImportChunk(tenantId, runId, seq)
WHERE n.runId >= $after AND n.seq IS NOT NULL
  AND CASE WHEN n.runId = $after THEN n.seq > $afterNumber ELSE true END
RETURN n.runId + ' ' + toString(n.seq) AS id, n.runId AS owner, n.seq AS number
ORDER BY n.tenantId, n.runId, n.seq
LIMIT $most`,
};

/** Lists the findings of an import run's chunks in file order, after a cursor (-1: from the start). Rows: limit at most. */
export const importChunksListFindings: Statement<
  { runId: string; afterSeq: number; limit: number },
  { seq: number; findings: string }
> = {
  name: 'crm/import_chunks_list_findings',
  mode: 'read',
  text: `MATCH (chunk:ImportChunk {tenantId: $tenantId, runId: $runId})
WHERE chunk.seq > $afterSeq
RETURN chunk.seq AS seq, chunk.findings AS findings
ORDER BY chunk.tenantId, chunk.runId, chunk.seq
LIMIT $limit`,
};

/** Finds an import run with the sums of its chunks. Rows: one, none: no such run. */
export const importRunFindById: Statement<
  { id: string },
  { run: rows.ImportRunRow } & rows.ImportCounts
> = {
  name: 'crm/import_run_find_by_id',
  mode: 'read',
  text: `MATCH (run:ImportRun {tenantId: $tenantId, id: $id})
CALL (run) {
  MATCH (chunk:ImportChunk {tenantId: $tenantId, runId: run.id})
  WHERE chunk.seq IS NOT NULL
  RETURN sum(chunk.created) AS created, sum(chunk.updated) AS updated, sum(chunk.unchanged) AS unchanged,
    sum(chunk.rejected) AS rejected, sum(chunk.repairs) AS repairs, sum(chunk.warnings) AS warnings
}
RETURN run {.id, .kind, .status, .fileSha256, .startedBy, .createdAt, .endedAt} AS run,
  created, updated, unchanged, rejected, repairs, warnings`,
};

/** Notes the start of an import. Rows: one. */
export const importRunInsert: Statement<
  { run: rows.ImportRunStart },
  { id: string }
> = {
  name: 'crm/import_run_insert',
  mode: 'write',
  text: `CREATE (run:ImportRun:Entity {
  tenantId: $tenantId, id: $run.id, createdAt: $run.at, kind: $run.kind, status: 'running', fileSha256: $run.fileSha256,
  startedBy: $run.startedBy, version: 1
})
RETURN run.id AS id`,
};

/** Claims the key, locks the chain, the import run and the month that counts it, and sums its chunks behind the lock. Rows: one, none: no such run. */
export const importRunLockToEnd: Statement<
  { id: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { months: rows.MonthKey[] },
  rows.Locked & { status: string; version: number } & rows.ImportCounts & { months: rows.MonthRow[] }
> = {
  name: 'crm/import_run_lock_to_end',
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
MATCH (run:ImportRun {tenantId: $tenantId, id: $id})
SET run._lock = true
WITH key, heads, run
CALL (run) {
  MATCH (chunk:ImportChunk {tenantId: $tenantId, runId: run.id})
  WHERE chunk.seq IS NOT NULL
  RETURN sum(chunk.created) AS created, sum(chunk.updated) AS updated, sum(chunk.unchanged) AS unchanged,
    sum(chunk.rejected) AS rejected, sum(chunk.repairs) AS repairs, sum(chunk.warnings) AS warnings
}
CALL () {
  UNWIND $months AS wanted
  MERGE (month:MonthlyUsage {tenantId: $tenantId, workspaceId: wanted.workspaceId, start: wanted.start})
    ON CREATE SET month.imports = 0, month.exports = 0, month.activeUsers = 0
  SET month._lock = true
  WITH month
  RETURN collect(month {.workspaceId, .start, .imports, .exports, .activeUsers}) AS months
}
RETURN key {.answer, .inputSha256} AS claim, heads, run.status AS status, run.version AS version,
  created, updated, unchanged, rejected, repairs, warnings, months`,
};

/** Claims the key, locks the chain of an import and the month that will count it, and reads behind them what the plan allows and how many imports are under way. Rows: one; none: no such tenant. */
export const importRunLockToStart: Statement<
  { since: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { months: rows.MonthKey[] },
  rows.Locked & { months: rows.MonthRow[]; terms: rows.TermsRow; underWay: number }
> = {
  name: 'crm/import_run_lock_to_start',
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
CALL () {
  MATCH (run:ImportRun {tenantId: $tenantId, status: 'running'})
  USING INDEX SEEK run:ImportRun(tenantId, status, createdAt, id)
  WHERE run.createdAt >= $since AND run.id IS NOT NULL
  RETURN count(run) AS underWay
}
RETURN key {.answer, .inputSha256} AS claim, heads, months, terms, underWay`,
};

/** Notes that a locked import run came to its end. Rows: one. */
export const importRunMarkEnded: Statement<
  { id: string; at: string; version: number },
  { id: string }
> = {
  name: 'crm/import_run_mark_ended',
  mode: 'write',
  text: `MATCH (run:ImportRun {tenantId: $tenantId, id: $id})
SET run.status = 'completed', run.endedAt = $at, run.version = $version
RETURN run.id AS id`,
};

/** One page of all import runs by id, to be compared with their receipts. Rows: many, at most $most. */
export const importRunsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'crm/import_runs_list_all',
  mode: 'read',
  text: `MATCH (n:ImportRun {tenantId: $tenantId})
USING INDEX SEEK n:ImportRun(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Finds opportunities by the ids that other systems know them by, for loaders and comparisons; those that are not there give no row. Rows: at most one per external id. */
export const opportunitiesFindByExternalIds: Statement<
  { externalIds: string[] },
  { opportunity: rows.OpportunityRow }
> = {
  name: 'crm/opportunities_find_by_external_ids',
  mode: 'read',
  text: `UNWIND $externalIds AS wanted
MATCH (o:Opportunity {tenantId: $tenantId, externalId: wanted})
RETURN o {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
  .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
} AS opportunity`,
};

/** Finds opportunities by their ids, for loaders and comparisons; those that are not there give no row. Rows: at most one per id. */
export const opportunitiesFindByIds: Statement<
  { ids: string[] },
  { opportunity: rows.OpportunityRow }
> = {
  name: 'crm/opportunities_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (o:Opportunity {tenantId: $tenantId, id: wanted})
RETURN o {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
  .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
} AS opportunity`,
};

/** Lists all opportunities, newest first, before a cursor ("~": from the start; it sorts after every id). Rows: limit at most. */
export const opportunitiesList: Statement<
  { beforeId: string; limit: number },
  { opportunity: rows.OpportunityRow }
> = {
  name: 'crm/opportunities_list',
  mode: 'read',
  text: `MATCH (o:Opportunity {tenantId: $tenantId})
USING INDEX SEEK o:Opportunity(tenantId, id)
WHERE o.id < $beforeId
RETURN o {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
  .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
} AS opportunity
ORDER BY o.tenantId DESC, o.id DESC
LIMIT $limit`,
};

/** One page of all opportunities by id, to be compared with their receipts. Rows: many, at most $most. */
export const opportunitiesListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'crm/opportunities_list_all',
  mode: 'read',
  text: `MATCH (n:Opportunity {tenantId: $tenantId})
USING INDEX SEEK n:Opportunity(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Lists the opportunities of each account, newest first, before a cursor ("~": from the start; it sorts after every id). Rows: limit at most an account. */
export const opportunitiesListByAccounts: Statement<
  { accountIds: string[]; beforeId: string; limit: number },
  { opportunity: rows.OpportunityRow }
> = {
  name: 'crm/opportunities_list_by_accounts',
  mode: 'read',
  text: `UNWIND $accountIds AS accountId
CALL (accountId) {
  MATCH (o:Opportunity {tenantId: $tenantId, accountId: accountId})
  USING INDEX SEEK o:Opportunity(tenantId, accountId, id)
  WHERE o.id < $beforeId
  WITH o
  ORDER BY o.tenantId DESC, o.accountId DESC, o.id DESC
  LIMIT $limit
  RETURN o {
    .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
    .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
  } AS opportunity
}
RETURN opportunity`,
};

/** Lists an owner's opportunities, newest first, before a cursor ("~": from the start; it sorts after every id). Rows: limit at most. */
export const opportunitiesListByOwner: Statement<
  { ownerId: string; beforeId: string; limit: number },
  { opportunity: rows.OpportunityRow }
> = {
  name: 'crm/opportunities_list_by_owner',
  mode: 'read',
  text: `MATCH (o:Opportunity {tenantId: $tenantId, ownerId: $ownerId})
USING INDEX SEEK o:Opportunity(tenantId, ownerId, id)
WHERE o.id < $beforeId
RETURN o {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
  .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
} AS opportunity
ORDER BY o.tenantId DESC, o.ownerId DESC, o.id DESC
LIMIT $limit`,
};

/** Lists an owner's opportunities in a stage, newest first, before a cursor ("~": from the start; it sorts after every id). Rows: limit at most. */
export const opportunitiesListByOwnerAndStage: Statement<
  { ownerId: string; stage: string; beforeId: string; limit: number },
  { opportunity: rows.OpportunityRow }
> = {
  name: 'crm/opportunities_list_by_owner_and_stage',
  mode: 'read',
  text: `MATCH (o:Opportunity {tenantId: $tenantId, ownerId: $ownerId, stage: $stage})
USING INDEX SEEK o:Opportunity(tenantId, ownerId, stage, id)
WHERE o.id < $beforeId
RETURN o {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
  .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
} AS opportunity
ORDER BY o.tenantId DESC, o.ownerId DESC, o.stage DESC, o.id DESC
LIMIT $limit`,
};

/** Lists the opportunities in a stage, newest first, before a cursor ("~": from the start; it sorts after every id). Rows: limit at most. */
export const opportunitiesListByStage: Statement<
  { stage: string; beforeId: string; limit: number },
  { opportunity: rows.OpportunityRow }
> = {
  name: 'crm/opportunities_list_by_stage',
  mode: 'read',
  text: `MATCH (o:Opportunity {tenantId: $tenantId, stage: $stage})
USING INDEX SEEK o:Opportunity(tenantId, stage, id)
WHERE o.id < $beforeId
RETURN o {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
  .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
} AS opportunity
ORDER BY o.tenantId DESC, o.stage DESC, o.id DESC
LIMIT $limit`,
};

/** Claims the key, locks the chains, and finds or makes the opportunities of these external ids under their constraint, locked. One that was made has no version yet. $rows come sorted by external ids and are never empty. Rows: one. */
export const opportunitiesMergeAndLock: Statement<
  { rows: { externalId: string; id: string }[] } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { opportunities: rows.OpportunityRow[] }
> = {
  name: 'crm/opportunities_merge_and_lock',
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
  UNWIND $rows AS row
  MERGE (o:Opportunity {tenantId: $tenantId, externalId: row.externalId})
    ON CREATE SET o:Entity, o.id = row.id, o.tenantKey = replace($tenantId, '-', '')
  SET o._lock = true
  WITH o
  RETURN o {
    .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
    .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
  } AS opportunity
}
RETURN key {.answer, .inputSha256} AS claim, heads, collect(opportunity) AS opportunities`,
};

/** Finds opportunities by words of their name, best first. The index is entered by the tenant's own term, so that no other tenant's names take places among the best. Rows: limit at most. */
export const opportunitiesSearchByName: Statement<
  { words: string; limit: number },
  { opportunity: rows.OpportunityRow }
> = {
  name: 'crm/opportunities_search_by_name',
  mode: 'read',
  text: `CALL db.index.fulltext.queryNodes(
  'opportunity_search', '+tenantKey:' + replace($tenantId, '-', '') + ' +(' + $words + ')', {limit: $limit}
) YIELD node AS o
WHERE o.tenantId = $tenantId
RETURN o {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
  .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
} AS opportunity`,
};

/** Sets properties of locked opportunities, and the owner, account and product of those whose row names a change of it. Rows: one. */
export const opportunitiesWriteMany: Statement<
  { rows: rows.OpportunityWrite[] },
  { written: number }
> = {
  name: 'crm/opportunities_write_many',
  mode: 'write',
  text: `UNWIND $rows AS row
MATCH (o:Opportunity {tenantId: $tenantId, id: row.id})
SET o += row.properties
WITH o, row
CALL (o, row) {
  MATCH (o)-[old:OWNED_BY|ASSOCIATED_TO|FOR_PRODUCT]->()
  WHERE (row.owner IS NOT NULL AND type(old) = 'OWNED_BY')
    OR (row.account IS NOT NULL AND type(old) = 'ASSOCIATED_TO')
    OR (row.product IS NOT NULL AND type(old) = 'FOR_PRODUCT')
  DELETE old
}
CALL (o, row) {
  WITH o, row WHERE row.owner.id IS NOT NULL
  MATCH (owner:Entity {tenantId: $tenantId, id: row.owner.id})
  CREATE (o)-[:OWNED_BY]->(owner)
}
CALL (o, row) {
  WITH o, row WHERE row.account.id IS NOT NULL
  MATCH (account:Account {tenantId: $tenantId, id: row.account.id})
  CREATE (o)-[:ASSOCIATED_TO]->(account)
}
CALL (o, row) {
  WITH o, row WHERE row.product.id IS NOT NULL
  MATCH (product:Product {tenantId: $tenantId, id: row.product.id})
  CREATE (o)-[:FOR_PRODUCT]->(product)
}
RETURN count(o) AS written`,
};

/** Claims the key, locks the chains and the opportunity, and reads it behind the lock. Rows: one, none: no such opportunity. */
export const opportunityLock: Statement<
  { id: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { opportunity: rows.OpportunityRow }
> = {
  name: 'crm/opportunity_lock',
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
MATCH (o:Opportunity {tenantId: $tenantId, id: $id})
SET o._lock = true
WITH key, heads, o
CALL (o) {
  RETURN o {
    .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
    .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
  } AS opportunity
}
RETURN key {.answer, .inputSha256} AS claim, heads, opportunity`,
};

/** Finds the users and teams that have one of these handles. Rows: at most two per handle: a user and a team. */
export const ownersFindByHandles: Statement<
  { handles: string[] },
  rows.OwnerRow & { handle: string }
> = {
  name: 'crm/owners_find_by_handles',
  mode: 'read',
  text: `UNWIND $handles AS handle
CALL (handle) {
  MATCH (u:User {tenantId: $tenantId, handle: handle})
  RETURN u.id AS id, 'User' AS type
  UNION ALL
  MATCH (t:Team {tenantId: $tenantId, handle: handle})
  RETURN t.id AS id, 'Team' AS type
}
RETURN handle, id, type`,
};

/** Claims the key, locks the chains and the product, and reads it behind the lock. Rows: one, none: no such product. */
export const productLock: Statement<
  { id: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { product: rows.ProductRow }
> = {
  name: 'crm/product_lock',
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
MATCH (p:Product {tenantId: $tenantId, id: $id})
SET p._lock = true
WITH key, heads, p
CALL (p) {
  RETURN p {
    .id, .version, .createdAt, .updatedAt, .sku, .name, .series, .listPriceMinor, .currency, recurring: coalesce(p.recurring, true)
  } AS product
}
RETURN key {.answer, .inputSha256} AS claim, heads, product`,
};

/** Finds products by their ids, for loaders and comparisons; those that are not there give no row. Rows: at most one per id. */
export const productsFindByIds: Statement<
  { ids: string[] },
  { product: rows.ProductRow }
> = {
  name: 'crm/products_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (p:Product {tenantId: $tenantId, id: wanted})
RETURN p {
  .id, .version, .createdAt, .updatedAt, .sku, .name, .series, .listPriceMinor, .currency, recurring: coalesce(p.recurring, true)
} AS product`,
};

/** Finds products by their SKUs, for loaders and comparisons; those that are not there give no row. Rows: at most one per SKU. */
export const productsFindBySkus: Statement<
  { skus: string[] },
  { product: rows.ProductRow }
> = {
  name: 'crm/products_find_by_skus',
  mode: 'read',
  text: `UNWIND $skus AS wanted
MATCH (p:Product {tenantId: $tenantId, sku: wanted})
RETURN p {
  .id, .version, .createdAt, .updatedAt, .sku, .name, .series, .listPriceMinor, .currency, recurring: coalesce(p.recurring, true)
} AS product`,
};

/** Lists products by SKU, after a cursor (empty: from the start). Rows: limit at most. */
export const productsList: Statement<
  { afterSku: string; limit: number },
  { product: rows.ProductRow }
> = {
  name: 'crm/products_list',
  mode: 'read',
  text: `MATCH (p:Product {tenantId: $tenantId})
WHERE p.sku > $afterSku
RETURN p {
  .id, .version, .createdAt, .updatedAt, .sku, .name, .series, .listPriceMinor, .currency, recurring: coalesce(p.recurring, true)
} AS product
ORDER BY p.tenantId, p.sku
LIMIT $limit`,
};

/** One page of all products by id, to be compared with their receipts. Rows: many, at most $most. */
export const productsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'crm/products_list_all',
  mode: 'read',
  text: `MATCH (n:Product {tenantId: $tenantId})
USING INDEX SEEK n:Product(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Claims the key, locks the chains, and finds or makes the products of these SKUs under their constraint, locked. One that was made has no version yet. $rows come sorted by SKUs and are never empty. Rows: one. */
export const productsMergeAndLock: Statement<
  { rows: { sku: string; id: string }[] } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { products: rows.ProductRow[] }
> = {
  name: 'crm/products_merge_and_lock',
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
  UNWIND $rows AS row
  MERGE (p:Product {tenantId: $tenantId, sku: row.sku})
    ON CREATE SET p:Entity, p.id = row.id, p.tenantKey = replace($tenantId, '-', '')
  SET p._lock = true
  WITH p
  RETURN p {
    .id, .version, .createdAt, .updatedAt, .sku, .name, .series, .listPriceMinor, .currency, recurring: coalesce(p.recurring, true)
  } AS product
}
RETURN key {.answer, .inputSha256} AS claim, heads, collect(product) AS products`,
};

/** Finds products by words of their name, best first. The index is entered by the tenant's own term, so that no other tenant's names take places among the best. Rows: limit at most. */
export const productsSearchByName: Statement<
  { words: string; limit: number },
  { product: rows.ProductRow }
> = {
  name: 'crm/products_search_by_name',
  mode: 'read',
  text: `CALL db.index.fulltext.queryNodes(
  'product_search', '+tenantKey:' + replace($tenantId, '-', '') + ' +(' + $words + ')', {limit: $limit}
) YIELD node AS p
WHERE p.tenantId = $tenantId
RETURN p {
  .id, .version, .createdAt, .updatedAt, .sku, .name, .series, .listPriceMinor, .currency, recurring: coalesce(p.recurring, true)
} AS product`,
};

/** Sets properties of locked products. Rows: one. */
export const productsWriteMany: Statement<
  { rows: rows.ProductWrite[] },
  { written: number }
> = {
  name: 'crm/products_write_many',
  mode: 'write',
  text: `UNWIND $rows AS row
MATCH (p:Product {tenantId: $tenantId, id: row.id})
SET p += row.properties
RETURN count(p) AS written`,
};

/** Tells which of these ids are users, teams, accounts or products of the tenant. Rows: at most one per id. */
export const referencesFindByIds: Statement<
  { ids: string[] },
  { id: string; type: 'User' | 'Team' | 'Account' | 'Product' }
> = {
  name: 'crm/references_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (n:Entity {tenantId: $tenantId, id: wanted})
USING INDEX SEEK n:Entity(tenantId, id)
WHERE n:User OR n:Team OR n:Account OR n:Product
RETURN n.id AS id,
  CASE WHEN n:User THEN 'User' WHEN n:Team THEN 'Team' WHEN n:Account THEN 'Account' ELSE 'Product' END AS type`,
};

/** Whether a user belongs to a team, or leads it, at present. Rows: one, none: the team is not there. */
export const teamFindMember: Statement<
  { teamId: string; userId: string },
  { isMember: boolean }
> = {
  name: 'crm/team_find_member',
  mode: 'read',
  text: `MATCH (team:Team {tenantId: $tenantId, id: $teamId})
RETURN EXISTS {
  MATCH (team)<-[of:MEMBER_OF|LEADS]-(user:User)
  WHERE of.to IS NULL AND user.id = $userId
} AS isMember`,
};

/** Reads the link between an operators' tenant and another, as this tenant has it. Rows: one; none: they were never linked. */
export const tenantLinkFind: Statement<
  { operatorTenantId: string; linkedTenantId: string },
  { link: rows.TenantLinkRow }
> = {
  name: 'crm/tenant_link_find',
  mode: 'read',
  text: `MATCH (link:TenantLink {tenantId: $tenantId, operatorTenantId: $operatorTenantId, linkedTenantId: $linkedTenantId})
RETURN link {
    .id, .version, .createdAt, .operatorTenantId, .linkedTenantId, .accountId, .state, .since, .changedBy
  } AS link`,
};

/** Claims the key, locks the chain of the tenant's links, and reads behind it one of them, and how many of an operators' tenant are in force. Rows: one. */
export const tenantLinkLock: Statement<
  { operatorTenantId: string; linkedTenantId: string } & { claim: rows.ClaimParams } & { heads: rows.HeadParams[] },
  rows.Locked & { link: rows.TenantLinkRow | null; inForce: number }
> = {
  name: 'crm/tenant_link_lock',
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
OPTIONAL MATCH (link:TenantLink {tenantId: $tenantId, operatorTenantId: $operatorTenantId, linkedTenantId: $linkedTenantId})
CALL () {
  MATCH (other:TenantLink {tenantId: $tenantId, operatorTenantId: $operatorTenantId, state: 'LINKED'})
  USING INDEX SEEK other:TenantLink(tenantId, operatorTenantId, state, id)
  WHERE other.id IS NOT NULL
  RETURN count(other) AS inForce
}
RETURN key {.answer, .inputSha256} AS claim, heads, inForce,
  link {
    .id, .version, .createdAt, .operatorTenantId, .linkedTenantId, .accountId, .state, .since, .changedBy
  } AS link`,
};

/** Writes a link as it is now, behind the lock of its chain; a new one too. Rows: one. */
export const tenantLinkWrite: Statement<
  { link: rows.TenantLinkRow },
  { id: string }
> = {
  name: 'crm/tenant_link_write',
  mode: 'write',
  text: `MERGE (written:TenantLink {tenantId: $tenantId, operatorTenantId: $link.operatorTenantId, linkedTenantId: $link.linkedTenantId})
  ON CREATE SET written:Entity
SET written += $link
RETURN written.id AS id`,
};

/** Reads the links in force of an operators' tenant, as it has them. Rows: $most at most. */
export const tenantLinksFindInForce: Statement<
  { most: number },
  { link: rows.TenantLinkRow }
> = {
  name: 'crm/tenant_links_find_in_force',
  mode: 'read',
  text: `MATCH (link:TenantLink {tenantId: $tenantId, operatorTenantId: $tenantId, state: 'LINKED'})
USING INDEX SEEK link:TenantLink(tenantId, operatorTenantId, state, id)
WHERE link.id IS NOT NULL
WITH link
ORDER BY link.tenantId, link.operatorTenantId, link.state, link.id
LIMIT $most
RETURN link {
    .id, .version, .createdAt, .operatorTenantId, .linkedTenantId, .accountId, .state, .since, .changedBy
  } AS link`,
};

/** Lists the links that a tenant has, or had, by id, behind a cursor. Rows: limit at most. */
export const tenantLinksList: Statement<
  { afterId: string; limit: number },
  { link: rows.TenantLinkRow }
> = {
  name: 'crm/tenant_links_list',
  mode: 'read',
  text: `MATCH (link:TenantLink {tenantId: $tenantId})
USING INDEX SEEK link:TenantLink(tenantId, id)
WHERE link.id > $afterId
WITH link
ORDER BY link.tenantId, link.id
LIMIT $limit
RETURN link {
    .id, .version, .createdAt, .operatorTenantId, .linkedTenantId, .accountId, .state, .since, .changedBy
  } AS link`,
};

/** One page of all links by id, to be compared with their receipts. Rows: many, at most $most. */
export const tenantLinksListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'crm/tenant_links_list_all',
  mode: 'read',
  text: `MATCH (n:TenantLink {tenantId: $tenantId})
USING INDEX SEEK n:TenantLink(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.id AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};
