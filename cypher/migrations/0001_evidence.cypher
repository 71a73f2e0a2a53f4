// Identity of what every write touches: keys, chains, receipts and their payloads.
CREATE CONSTRAINT idempotency_key IF NOT EXISTS FOR (n:IdempotencyKey) REQUIRE (n.tenantId, n.scope, n.key) IS UNIQUE;
CREATE CONSTRAINT rev_workflow_id IF NOT EXISTS FOR (n:RevWorkflow) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT receipt_id IF NOT EXISTS FOR (n:Receipt) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT receipt_seq IF NOT EXISTS FOR (n:Receipt) REQUIRE (n.tenantId, n.workflowId, n.workflowSeq) IS UNIQUE;
CREATE CONSTRAINT receipt_leaf IF NOT EXISTS FOR (n:Receipt) REQUIRE (n.tenantId, n.leafIndex) IS UNIQUE;
CREATE CONSTRAINT business_payload_id IF NOT EXISTS FOR (n:BusinessPayload) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT personal_payload_id IF NOT EXISTS FOR (n:PersonalPayload) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT policy_decision_id IF NOT EXISTS FOR (n:PolicyDecision) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX policy_decision_resource IF NOT EXISTS FOR (n:PolicyDecision) ON (n.tenantId, n.resourceId, n.createdAt, n.id);
CREATE INDEX receipt_resource IF NOT EXISTS FOR (n:Receipt) ON (n.tenantId, n.resourceId, n.createdAt, n.id);
CREATE INDEX receipt_step IF NOT EXISTS FOR (n:Receipt) ON (n.tenantId, n.step, n.createdAt, n.id);
CREATE INDEX receipt_subject IF NOT EXISTS FOR (n:Receipt) ON (n.tenantId, n.subjectId, n.createdAt, n.id);
CREATE INDEX receipt_created IF NOT EXISTS FOR (n:Receipt) ON (n.tenantId, n.createdAt, n.id);
CREATE INDEX receipt_unsealed IF NOT EXISTS FOR (n:Unsealed) ON (n.tenantId, n.workflowId, n.workflowSeq);
CREATE CONSTRAINT log_head IF NOT EXISTS FOR (n:LogHead) REQUIRE (n.tenantId) IS UNIQUE;
CREATE CONSTRAINT log_tile IF NOT EXISTS FOR (n:LogTile) REQUIRE (n.tenantId, n.level, n.index) IS UNIQUE;
CREATE CONSTRAINT checkpoint_size IF NOT EXISTS FOR (n:Checkpoint) REQUIRE (n.tenantId, n.size) IS UNIQUE;
CREATE CONSTRAINT announcement IF NOT EXISTS FOR (n:Announcement) REQUIRE (n.tenantId, n.listener) IS UNIQUE;
CREATE CONSTRAINT migration IF NOT EXISTS FOR (n:Migration) REQUIRE n.version IS UNIQUE;
CREATE CONSTRAINT migration_lock IF NOT EXISTS FOR (n:MigrationLock) REQUIRE n.name IS UNIQUE
