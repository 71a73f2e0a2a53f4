// Sums of events by workspace, grain and start; marks of what is to be summed up again, in the order of their ids; the lock of a tenant's roll-up.
CREATE CONSTRAINT usage_bucket IF NOT EXISTS FOR (n:UsageBucket) REQUIRE (n.tenantId, n.workspaceId, n.grain, n.start) IS UNIQUE;
CREATE INDEX usage_bucket_start IF NOT EXISTS FOR (n:UsageBucket) ON (n.tenantId, n.grain, n.start, n.workspaceId);
CREATE INDEX usage_bucket_open IF NOT EXISTS FOR (n:UsageBucket) ON (n.tenantId, n.openUntil, n.workspaceId);
CREATE CONSTRAINT ingest_mark IF NOT EXISTS FOR (n:IngestMark) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT roll_up_lock IF NOT EXISTS FOR (n:RollUpLock) REQUIRE n.tenantId IS UNIQUE
