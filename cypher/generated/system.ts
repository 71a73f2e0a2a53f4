// Generated from cypher/system/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** Finds a key that was not revoked by the SHA-256 of its text; the tenant is not known before. Rows: one, none: no such key, or it was revoked. */
export const apiKeyFindBySha256: Statement<
  { sha256: string },
  { tenantId: string; id: string; scopes: string[]; expiresAt: string | null }
> = {
  name: 'system/api_key_find_by_sha256',
  mode: 'read',
  text: `MATCH (k:ApiKey {sha256: $sha256})
WHERE k.revokedAt IS NULL
RETURN k.tenantId AS tenantId, k.id AS id, k.scopes AS scopes, k.expiresAt AS expiresAt`,
};

/** What is merged of buckets of tenants, each as a whole, that begin within windows; without what meters come to. Rows: many, each once a window. */
export const bucketFiguresListOfTenants: Statement<
  { windows: readonly rows.TenantBucketWindow[]; figures: readonly string[] },
  rows.TenantBucketFiguresRow
> = {
  name: 'system/bucket_figures_list_of_tenants',
  mode: 'read',
  text: `UNWIND $windows AS wanted
MATCH (bucket:UsageBucket {tenantId: wanted.tenantId, workspaceId: '', grain: wanted.grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, workspaceId, grain, start)
WHERE bucket.start >= wanted.start AND bucket.start < wanted.end
RETURN wanted.tenantId AS tenantId, bucket.adjusted AS adjusted, bucket.latency AS latency,
  [figure IN $figures | bucket[figure]] AS figures`,
};

/** Finds the versions of configurations whose instant has come, the earliest first. Rows: up to limit. */
export const configsFindDue: Statement<
  { now: string; limit: number },
  { tenantId: string; number: number }
> = {
  name: 'system/configs_find_due',
  mode: 'read',
  text: `MATCH (c:RevOpsConfigVersion) WHERE c.activateAt <= $now
RETURN c.tenantId AS tenantId, c.number AS number
ORDER BY c.activateAt
LIMIT $limit`,
};

/** Reads which migrations the graph has. Rows: many, one a migration. */
export const migrationFind: Statement<
  Record<never, never>,
  { version: number }
> = {
  name: 'system/migration_find',
  mode: 'read',
  text: `MATCH (m:Migration) WHERE m.version > 0
RETURN m.version AS version`,
};

/** Claims the one migration lock for a while, unless somebody else holds it. Rows: one. */
export const migrationLockClaim: Statement<
  { owner: string; at: string; until: string },
  { claimed: boolean }
> = {
  name: 'system/migration_lock_claim',
  mode: 'write',
  text: `MERGE (lock:MigrationLock {name: 'migrate'})
SET lock._lock = true
WITH lock, lock.owner IS NULL OR lock.until < $at AS free
FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END | SET lock.owner = $owner, lock.until = $until)
RETURN free AS claimed`,
};

/** Gives the migration lock back, if it is still its owner's. Rows: one, none: it was taken over. */
export const migrationLockRelease: Statement<
  { owner: string },
  { released: boolean }
> = {
  name: 'system/migration_lock_release',
  mode: 'write',
  text: `MATCH (lock:MigrationLock {name: 'migrate'})
SET lock._lock = true
WITH lock WHERE lock.owner = $owner
SET lock.owner = null, lock.until = null
RETURN true AS released`,
};

/** Notes that a migration was applied. Rows: one. */
export const migrationMark: Statement<
  { version: number; name: string; at: string },
  { version: number }
> = {
  name: 'system/migration_mark',
  mode: 'write',
  text: `MERGE (m:Migration {version: $version})
  ON CREATE SET m.name = $name, m.createdAt = $at
RETURN m.version AS version`,
};

/** Finds pages of the quota journal that wait to be settled, the oldest first. Rows: up to limit. */
export const quotaJournalsFindUnsettled: Statement<
  { before: string; limit: number },
  { tenantId: string; page: rows.QuotaJournalRow }
> = {
  name: 'system/quota_journals_find_unsettled',
  mode: 'read',
  text: `MATCH (page:QuotaJournal) WHERE page.unsettledSince <= $before
WITH page
ORDER BY page.unsettledSince
LIMIT $limit
RETURN page.tenantId AS tenantId, page {
  .id, .createdAt, .version, .decidedBy, .from, .to, .allowed, .denied, .content, .unsettledSince, .settledAt
} AS page`,
};

/** Finds a tenant by its handle, which is unique among all tenants. Rows: one, none: the handle is free. */
export const tenantFindByHandle: Statement<
  { handle: string },
  { id: string; openedBy: string }
> = {
  name: 'system/tenant_find_by_handle',
  mode: 'read',
  text: `MATCH (tenant:Tenant {handle: $handle})
RETURN tenant.id AS id, tenant.openedBy AS openedBy`,
};

/** One page of all tenants by handle, for operators and for processes that serve every tenant. Rows: up to limit. */
export const tenantList: Statement<
  { after: string; limit: number },
  { id: string; handle: string; name: string; kind: string; plan: string; createdAt: string; version: number }
> = {
  name: 'system/tenant_list',
  mode: 'read',
  text: `MATCH (tenant:Tenant)
WHERE tenant.handle > $after
RETURN tenant.id AS id, tenant.handle AS handle, tenant.name AS name, tenant.kind AS kind, tenant.plan AS plan,
  tenant.createdAt AS createdAt, tenant.version AS version
ORDER BY tenant.handle
LIMIT $limit`,
};

/** Finds tenants whose log has grown beyond what a listener was told of. Rows: many, one a tenant. */
export const tenantsFindUnannounced: Statement<
  { listener: string },
  { tenantId: string }
> = {
  name: 'system/tenants_find_unannounced',
  mode: 'read',
  text: `MATCH (head:LogHead) WHERE head.tenantId IS NOT NULL AND head.size > 0
OPTIONAL MATCH (told:Announcement {tenantId: head.tenantId, listener: $listener})
WITH head, coalesce(told.through, 0) AS through WHERE through < head.size
RETURN head.tenantId AS tenantId`,
};

/** Finds tenants that have receipts to seal; the one discovery that starts from no tenant and no index. Rows: many, one a tenant. */
export const tenantsFindUnsealed: Statement<
  Record<never, never>,
  { tenantId: string }
> = {
  name: 'system/tenants_find_unsealed',
  mode: 'read',
  text: `MATCH (receipt:Unsealed)
RETURN DISTINCT receipt.tenantId AS tenantId`,
};

/** Finds custom quotas and grants whose end has come, the earliest first. Rows: up to limit. */
export const termsChangesFindDue: Statement<
  { now: string; limit: number },
  { tenantId: string; id: string }
> = {
  name: 'system/terms_changes_find_due',
  mode: 'read',
  text: `MATCH (change:TermsChange) WHERE change.dueAt <= $now
RETURN change.tenantId AS tenantId, change.id AS id
ORDER BY change.dueAt
LIMIT $limit`,
};

/** Finds trials whose end has come, the earliest first. Rows: up to limit. */
export const trialsFindDue: Statement<
  { now: string; limit: number },
  { tenantId: string; id: string }
> = {
  name: 'system/trials_find_due',
  mode: 'read',
  text: `MATCH (trial:Trial) WHERE trial.dueAt <= $now
RETURN trial.tenantId AS tenantId, trial.id AS id
ORDER BY trial.dueAt
LIMIT $limit`,
};

/** By which zones the usage of tenants is summed up, each from an instant on; of tenants without any there is none. Rows: up to one each. */
export const usageZonesList: Statement<
  { tenantIds: readonly string[] },
  { tenantId: string; froms: string[]; zones: string[] }
> = {
  name: 'system/usage_zones_list',
  mode: 'read',
  text: `UNWIND $tenantIds AS tenantId
MATCH (rollUp:RollUpLock {tenantId: tenantId})
WHERE rollUp.zones IS NOT NULL
RETURN tenantId, rollUp.zonesFrom AS froms, rollUp.zones AS zones`,
};

/** Finds endpoints that are to be told of something: their log has grown, or a delivery is due again. Rows: many, one an endpoint. */
export const webhookLinesFindDue: Statement<
  { now: string },
  { tenantId: string; endpointId: string }
> = {
  name: 'system/webhook_lines_find_due',
  mode: 'read',
  text: `MATCH (line:WebhookLine)
USING INDEX line:WebhookLine(tenantId, endpointId)
WHERE line.tenantId IS NOT NULL AND line.endpointId IS NOT NULL
  AND line.heldUntil <= timestamp() AND coalesce(line.pausedUntil, '') <= $now
OPTIONAL MATCH (log:LogHead {tenantId: line.tenantId})
WITH line, coalesce(log.size, 0) AS size
WHERE line.next < size OR line.wakeAt <= $now
RETURN line.tenantId AS tenantId, line.endpointId AS endpointId`,
};
