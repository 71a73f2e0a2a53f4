// Generated from cypher/migrations/ by cypher/generate.mjs.

/** Every migration in order; each statement runs in a transaction of its own. */
export const migrations: { version: number; name: string; statements: string[] }[] = [
  { version: 1, name: '0001_evidence', statements: [
  "CREATE CONSTRAINT idempotency_key IF NOT EXISTS FOR (n:IdempotencyKey) REQUIRE (n.tenantId, n.scope, n.key) IS UNIQUE",
  "CREATE CONSTRAINT rev_workflow_id IF NOT EXISTS FOR (n:RevWorkflow) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT receipt_id IF NOT EXISTS FOR (n:Receipt) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT receipt_seq IF NOT EXISTS FOR (n:Receipt) REQUIRE (n.tenantId, n.workflowId, n.workflowSeq) IS UNIQUE",
  "CREATE CONSTRAINT receipt_leaf IF NOT EXISTS FOR (n:Receipt) REQUIRE (n.tenantId, n.leafIndex) IS UNIQUE",
  "CREATE CONSTRAINT business_payload_id IF NOT EXISTS FOR (n:BusinessPayload) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT personal_payload_id IF NOT EXISTS FOR (n:PersonalPayload) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT policy_decision_id IF NOT EXISTS FOR (n:PolicyDecision) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX policy_decision_resource IF NOT EXISTS FOR (n:PolicyDecision) ON (n.tenantId, n.resourceId, n.createdAt, n.id)",
  "CREATE INDEX receipt_resource IF NOT EXISTS FOR (n:Receipt) ON (n.tenantId, n.resourceId, n.createdAt, n.id)",
  "CREATE INDEX receipt_step IF NOT EXISTS FOR (n:Receipt) ON (n.tenantId, n.step, n.createdAt, n.id)",
  "CREATE INDEX receipt_subject IF NOT EXISTS FOR (n:Receipt) ON (n.tenantId, n.subjectId, n.createdAt, n.id)",
  "CREATE INDEX receipt_created IF NOT EXISTS FOR (n:Receipt) ON (n.tenantId, n.createdAt, n.id)",
  "CREATE INDEX receipt_unsealed IF NOT EXISTS FOR (n:Unsealed) ON (n.tenantId, n.workflowId, n.workflowSeq)",
  "CREATE CONSTRAINT log_head IF NOT EXISTS FOR (n:LogHead) REQUIRE (n.tenantId) IS UNIQUE",
  "CREATE CONSTRAINT log_tile IF NOT EXISTS FOR (n:LogTile) REQUIRE (n.tenantId, n.level, n.index) IS UNIQUE",
  "CREATE CONSTRAINT checkpoint_size IF NOT EXISTS FOR (n:Checkpoint) REQUIRE (n.tenantId, n.size) IS UNIQUE",
  "CREATE CONSTRAINT announcement IF NOT EXISTS FOR (n:Announcement) REQUIRE (n.tenantId, n.listener) IS UNIQUE",
  "CREATE CONSTRAINT migration IF NOT EXISTS FOR (n:Migration) REQUIRE n.version IS UNIQUE",
  "CREATE CONSTRAINT migration_lock IF NOT EXISTS FOR (n:MigrationLock) REQUIRE n.name IS UNIQUE"
] },
  { version: 2, name: '0002_tenancy', statements: [
  "CREATE CONSTRAINT tenant_id IF NOT EXISTS FOR (n:Tenant) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT tenant_handle IF NOT EXISTS FOR (n:Tenant) REQUIRE n.handle IS UNIQUE",
  "CREATE CONSTRAINT user_id IF NOT EXISTS FOR (n:User) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT user_handle IF NOT EXISTS FOR (n:User) REQUIRE (n.tenantId, n.handle) IS UNIQUE",
  "CREATE CONSTRAINT user_subject IF NOT EXISTS FOR (n:User) REQUIRE (n.tenantId, n.subject) IS UNIQUE",
  "CREATE CONSTRAINT user_external_id IF NOT EXISTS FOR (n:User) REQUIRE (n.tenantId, n.externalId) IS UNIQUE",
  "CREATE INDEX user_name IF NOT EXISTS FOR (n:User) ON (n.tenantId, n.nameKey, n.id)",
  "CREATE CONSTRAINT team_id IF NOT EXISTS FOR (n:Team) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT team_handle IF NOT EXISTS FOR (n:Team) REQUIRE (n.tenantId, n.handle) IS UNIQUE",
  "CREATE CONSTRAINT team_external_id IF NOT EXISTS FOR (n:Team) REQUIRE (n.tenantId, n.externalId) IS UNIQUE",
  "CREATE INDEX team_name IF NOT EXISTS FOR (n:Team) ON (n.tenantId, n.nameKey, n.id)",
  "CREATE CONSTRAINT role_name IF NOT EXISTS FOR (n:Role) REQUIRE (n.tenantId, n.name) IS UNIQUE",
  "CREATE CONSTRAINT role_grant_id IF NOT EXISTS FOR (n:RoleGrant) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX role_grant_user IF NOT EXISTS FOR (n:RoleGrant) ON (n.tenantId, n.userId, n.state)",
  "CREATE INDEX role_grant_state IF NOT EXISTS FOR (n:RoleGrant) ON (n.tenantId, n.state, n.createdAt, n.id)",
  "CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (n:ApiKey) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT api_key_sha256 IF NOT EXISTS FOR (n:ApiKey) REQUIRE n.sha256 IS UNIQUE",
  "CREATE INDEX api_key_created IF NOT EXISTS FOR (n:ApiKey) ON (n.tenantId, n.createdAt, n.id)",
  "CREATE CONSTRAINT config_version_id IF NOT EXISTS FOR (n:RevOpsConfigVersion) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT config_version_number IF NOT EXISTS FOR (n:RevOpsConfigVersion) REQUIRE (n.tenantId, n.number) IS UNIQUE",
  "CREATE INDEX config_version_state IF NOT EXISTS FOR (n:RevOpsConfigVersion) ON (n.tenantId, n.state, n.number)"
] },
  { version: 3, name: '0003_entitlements', statements: [
  "CREATE CONSTRAINT seat_book IF NOT EXISTS FOR (n:SeatBook) REQUIRE (n.tenantId) IS UNIQUE",
  "CREATE CONSTRAINT seat_id IF NOT EXISTS FOR (n:Seat) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX seat_state IF NOT EXISTS FOR (n:Seat) ON (n.tenantId, n.state, n.createdAt, n.id)"
] },
  { version: 4, name: '0004_crm', statements: [
  "CREATE CONSTRAINT account_id IF NOT EXISTS FOR (n:Account) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT account_external_id IF NOT EXISTS FOR (n:Account) REQUIRE (n.tenantId, n.externalId) IS UNIQUE",
  "CREATE INDEX account_name IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.normalisedName, n.id)",
  "CREATE INDEX account_owner IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.ownerId, n.normalisedName, n.id)",
  "CREATE INDEX account_country IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.country, n.normalisedName, n.id)",
  "CREATE INDEX account_customer_status IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.customerStatus, n.normalisedName, n.id)",
  "CREATE INDEX account_domain IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.domain, n.id)",
  "CREATE INDEX account_family IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.familyRootId, n.id)",
  "CREATE FULLTEXT INDEX account_search IF NOT EXISTS FOR (n:Account) ON EACH [n.tenantKey, n.name]",
  "CREATE CONSTRAINT product_id IF NOT EXISTS FOR (n:Product) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT product_sku IF NOT EXISTS FOR (n:Product) REQUIRE (n.tenantId, n.sku) IS UNIQUE",
  "CREATE FULLTEXT INDEX product_search IF NOT EXISTS FOR (n:Product) ON EACH [n.tenantKey, n.name]",
  "CREATE CONSTRAINT opportunity_id IF NOT EXISTS FOR (n:Opportunity) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT opportunity_external_id IF NOT EXISTS FOR (n:Opportunity) REQUIRE (n.tenantId, n.externalId) IS UNIQUE",
  "CREATE INDEX opportunity_stage IF NOT EXISTS FOR (n:Opportunity) ON (n.tenantId, n.stage, n.id)",
  "CREATE INDEX opportunity_owner IF NOT EXISTS FOR (n:Opportunity) ON (n.tenantId, n.ownerId, n.id)",
  "CREATE INDEX opportunity_owner_stage IF NOT EXISTS FOR (n:Opportunity) ON (n.tenantId, n.ownerId, n.stage, n.id)",
  "CREATE INDEX opportunity_account IF NOT EXISTS FOR (n:Opportunity) ON (n.tenantId, n.accountId, n.id)",
  "CREATE FULLTEXT INDEX opportunity_search IF NOT EXISTS FOR (n:Opportunity) ON EACH [n.tenantKey, n.name]",
  "CREATE CONSTRAINT import_run_id IF NOT EXISTS FOR (n:ImportRun) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT import_chunk_seq IF NOT EXISTS FOR (n:ImportChunk) REQUIRE (n.tenantId, n.runId, n.seq) IS UNIQUE"
] },
  { version: 5, name: '0005_routing', statements: [
  "CREATE CONSTRAINT lead_id IF NOT EXISTS FOR (n:Lead) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT lead_identity IF NOT EXISTS FOR (n:LeadIdentity) REQUIRE (n.tenantId, n.kind, n.value) IS UNIQUE",
  "CREATE INDEX lead_created IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.createdAt, n.id)",
  "CREATE INDEX lead_status IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.status, n.createdAt, n.id)",
  "CREATE INDEX lead_owner IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.ownerId, n.createdAt, n.id)",
  "CREATE INDEX lead_owner_status IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.ownerId, n.status, n.createdAt, n.id)",
  "CREATE INDEX lead_team IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.teamId, n.createdAt, n.id)",
  "CREATE INDEX lead_team_status IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.teamId, n.status, n.createdAt, n.id)",
  "CREATE INDEX lead_queue IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.queue, n.queueDueAt, n.id)",
  "CREATE INDEX lead_waiting IF NOT EXISTS FOR (n:Lead) ON (n.tenantId, n.waitingIn, n.createdAt, n.id)",
  "CREATE CONSTRAINT routing_pool_name IF NOT EXISTS FOR (n:RoutingPool) REQUIRE (n.tenantId, n.name) IS UNIQUE",
  "CREATE CONSTRAINT routing_pool_id IF NOT EXISTS FOR (n:RoutingPool) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT assignment_id IF NOT EXISTS FOR (n:Assignment) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX assignment_lead IF NOT EXISTS FOR (n:Assignment) ON (n.tenantId, n.leadId, n.createdAt, n.id)",
  "CREATE INDEX assignment_pool IF NOT EXISTS FOR (n:Assignment) ON (n.tenantId, n.pool, n.createdAt, n.id)",
  "CREATE CONSTRAINT sla_timer_id IF NOT EXISTS FOR (n:SlaTimer) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX sla_timer_due IF NOT EXISTS FOR (n:SlaTimer) ON (n.tenantId, n.status, n.dueAt, n.id)",
  "CREATE CONSTRAINT absence_id IF NOT EXISTS FOR (n:Absence) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX absence_user IF NOT EXISTS FOR (n:Absence) ON (n.tenantId, n.userId, n.endsAt, n.id)"
] },
  { version: 6, name: '0006_dealdesk', statements: [
  "CREATE CONSTRAINT quote_id IF NOT EXISTS FOR (n:Quote) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT quote_external_id IF NOT EXISTS FOR (n:Quote) REQUIRE (n.tenantId, n.externalId) IS UNIQUE",
  "CREATE CONSTRAINT quote_version_number IF NOT EXISTS FOR (n:QuoteVersion) REQUIRE (n.tenantId, n.quoteId, n.number) IS UNIQUE",
  "CREATE CONSTRAINT quote_line_number IF NOT EXISTS FOR (n:QuoteLine) REQUIRE (n.tenantId, n.versionId, n.number) IS UNIQUE",
  "CREATE CONSTRAINT approval_id IF NOT EXISTS FOR (n:Approval) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX quote_created IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.createdAt, n.id)",
  "CREATE INDEX quote_status IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.status, n.createdAt, n.id)",
  "CREATE INDEX quote_owner IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.ownerId, n.createdAt, n.id)",
  "CREATE INDEX quote_opportunity IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.opportunityId, n.createdAt, n.id)",
  "CREATE INDEX quote_family IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.familyRootId, n.submittedOn, n.id)",
  "CREATE INDEX approval_inbox IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.inbox, n.status, n.requestedAt, n.id)",
  "CREATE INDEX approval_quote IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.quoteId, n.requestedAt, n.id)",
  "CREATE INDEX approval_requested IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.requestedAt, n.id)"
] },
  { version: 7, name: '0007_verdicts_in_payloads', statements: [
  "MATCH (decision:PolicyDecision) WHERE decision.verdict IS NOT NULL\nCALL (decision) { REMOVE decision.verdict } IN TRANSACTIONS OF 1000 ROWS"
] },
  { version: 8, name: '0008_approval_deadlines', statements: [
  "CREATE INDEX approval_remind IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.status, n.remindAt, n.id)",
  "CREATE INDEX approval_due IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.status, n.dueAt, n.id)",
  "CREATE INDEX approval_escalated IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.escalatedInbox, n.status, n.requestedAt, n.id)"
] },
  { version: 9, name: '0009_webhooks', statements: [
  "CREATE CONSTRAINT webhook_endpoint_id IF NOT EXISTS FOR (n:WebhookEndpoint) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX webhook_endpoint_created IF NOT EXISTS FOR (n:WebhookEndpoint) ON (n.tenantId, n.createdAt, n.id)",
  "CREATE INDEX webhook_endpoint_status IF NOT EXISTS FOR (n:WebhookEndpoint) ON (n.tenantId, n.status, n.id)",
  "CREATE CONSTRAINT webhook_line_endpoint IF NOT EXISTS FOR (n:WebhookLine) REQUIRE (n.tenantId, n.endpointId) IS UNIQUE",
  "CREATE CONSTRAINT webhook_delivery_leaf IF NOT EXISTS FOR (n:WebhookDelivery) REQUIRE (n.tenantId, n.endpointId, n.leafIndex) IS UNIQUE",
  "CREATE INDEX webhook_delivery_status IF NOT EXISTS FOR (n:WebhookDelivery) ON (n.tenantId, n.endpointId, n.status, n.leafIndex)"
] },
  { version: 10, name: '0010_deal_desk_deadlines', statements: [
  "CREATE INDEX approval_decided IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.role, n.decidedAt, n.id)",
  "CREATE INDEX quote_expires IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.status, n.expiresAt, n.id)",
  "CREATE CONSTRAINT quote_comment_id IF NOT EXISTS FOR (n:QuoteComment) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX quote_comment_quote IF NOT EXISTS FOR (n:QuoteComment) ON (n.tenantId, n.quoteId, n.createdAt, n.id)"
] },
  { version: 11, name: '0011_scheduled_configs', statements: [
  "CREATE INDEX config_version_schedule IF NOT EXISTS FOR (n:RevOpsConfigVersion) ON (n.activateAt)"
] },
  { version: 12, name: '0012_approval_mail', statements: [
  "CREATE CONSTRAINT approval_link_id IF NOT EXISTS FOR (n:ApprovalLink) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT approval_link_notice IF NOT EXISTS FOR (n:ApprovalLink) REQUIRE (n.tenantId, n.notice) IS UNIQUE",
  "CREATE CONSTRAINT mail_preference_id IF NOT EXISTS FOR (n:MailPreference) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT mail_preference_user IF NOT EXISTS FOR (n:MailPreference) REQUIRE (n.tenantId, n.userId) IS UNIQUE"
] },
  { version: 13, name: '0013_delegations', statements: [
  "CREATE CONSTRAINT delegation_id IF NOT EXISTS FOR (n:Delegation) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX delegation_end IF NOT EXISTS FOR (n:Delegation) ON (n.tenantId, n.to, n.id)"
] },
  { version: 20, name: '0020_usage', statements: [
  "CREATE CONSTRAINT event_identity IF NOT EXISTS FOR (n:Event) REQUIRE (n.tenantId, n.source, n.externalId) IS UNIQUE",
  "CREATE CONSTRAINT event_id IF NOT EXISTS FOR (n:Event) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX event_category IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.category, n.occurredAt, n.id)",
  "CREATE INDEX event_type IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.type, n.occurredAt, n.id)",
  "CREATE INDEX event_user IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.userId, n.occurredAt, n.id)",
  "CREATE INDEX event_ingested IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.ingestedAt, n.id)",
  "CREATE CONSTRAINT dedup_slot IF NOT EXISTS FOR (n:DedupSlot) REQUIRE (n.tenantId, n.key) IS UNIQUE",
  "CREATE CONSTRAINT monthly_usage IF NOT EXISTS FOR (n:MonthlyUsage) REQUIRE (n.tenantId, n.workspaceId, n.start) IS UNIQUE",
  "CREATE INDEX event_source IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.source, n.occurredAt, n.id)",
  "CREATE CONSTRAINT system_kind IF NOT EXISTS FOR (n:System) REQUIRE (n.tenantId, n.kind) IS UNIQUE",
  "CREATE CONSTRAINT system_id IF NOT EXISTS FOR (n:System) REQUIRE (n.tenantId, n.id) IS UNIQUE"
] },
  { version: 21, name: '0021_quota_journal', statements: [
  "CREATE CONSTRAINT quota_journal_id IF NOT EXISTS FOR (n:QuotaJournal) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX quota_journal_created IF NOT EXISTS FOR (n:QuotaJournal) ON (n.tenantId, n.createdAt, n.id)",
  "CREATE INDEX quota_journal_waiting IF NOT EXISTS FOR (n:QuotaJournal) ON (n.tenantId, n.unsettledSince)",
  "CREATE INDEX quota_journal_unsettled IF NOT EXISTS FOR (n:QuotaJournal) ON (n.unsettledSince)"
] },
  { version: 22, name: '0022_terms', statements: [
  "CREATE CONSTRAINT terms_change_id IF NOT EXISTS FOR (n:TermsChange) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX terms_change_state IF NOT EXISTS FOR (n:TermsChange) ON (n.tenantId, n.state, n.createdAt, n.id)",
  "CREATE INDEX terms_change_due IF NOT EXISTS FOR (n:TermsChange) ON (n.dueAt)",
  "CREATE CONSTRAINT trial_id IF NOT EXISTS FOR (n:Trial) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX trial_state IF NOT EXISTS FOR (n:Trial) ON (n.tenantId, n.state, n.createdAt, n.id)",
  "CREATE INDEX trial_due IF NOT EXISTS FOR (n:Trial) ON (n.dueAt)"
] },
  { version: 23, name: '0023_workspaces', statements: [
  "CREATE CONSTRAINT workspace_id IF NOT EXISTS FOR (n:Workspace) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT workspace_handle IF NOT EXISTS FOR (n:Workspace) REQUIRE (n.tenantId, n.handle) IS UNIQUE",
  "CREATE INDEX workspace_state IF NOT EXISTS FOR (n:Workspace) ON (n.tenantId, n.state, n.createdAt, n.id)",
  "CREATE CONSTRAINT entitlement_id IF NOT EXISTS FOR (n:Entitlement) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT entitlement_ground IF NOT EXISTS FOR (n:Entitlement) REQUIRE (n.tenantId, n.subject, n.name, n.ground) IS UNIQUE",
  "CREATE INDEX entitlement_by_ground IF NOT EXISTS FOR (n:Entitlement) ON (n.tenantId, n.ground, n.id)",
  "CREATE INDEX entitlement_listed IF NOT EXISTS FOR (n:Entitlement) ON (n.tenantId, n.createdAt, n.id)",
  "CREATE INDEX entitlement_by_subject IF NOT EXISTS FOR (n:Entitlement) ON (n.tenantId, n.subject, n.createdAt, n.id)",
  "CREATE CONSTRAINT ended_ground_id IF NOT EXISTS FOR (n:EndedGround) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX seat_by_type IF NOT EXISTS FOR (n:Seat) ON (n.tenantId, n.state, n.type, n.createdAt, n.id)",
  "CREATE INDEX import_run_status IF NOT EXISTS FOR (n:ImportRun) ON (n.tenantId, n.status, n.createdAt, n.id)"
] },
  { version: 24, name: '0024_own_event_types', statements: [
  "CREATE CONSTRAINT event_type_id IF NOT EXISTS FOR (n:EventType) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT event_type_number IF NOT EXISTS FOR (n:EventType) REQUIRE (n.tenantId, n.name, n.number) IS UNIQUE",
  "CREATE INDEX event_type_state IF NOT EXISTS FOR (n:EventType) ON (n.tenantId, n.state, n.name, n.id)",
  "CREATE CONSTRAINT meter_id IF NOT EXISTS FOR (n:Meter) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT meter_number IF NOT EXISTS FOR (n:Meter) REQUIRE (n.tenantId, n.name, n.number) IS UNIQUE",
  "CREATE INDEX meter_state IF NOT EXISTS FOR (n:Meter) ON (n.tenantId, n.state, n.name, n.id)"
] },
  { version: 26, name: '0026_audit_events', statements: [
  "CREATE CONSTRAINT audit_event_identity IF NOT EXISTS FOR (n:AuditEvent) REQUIRE (n.tenantId, n.source, n.externalId) IS UNIQUE",
  "CREATE CONSTRAINT audit_event_id IF NOT EXISTS FOR (n:AuditEvent) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT audit_detail_id IF NOT EXISTS FOR (n:AuditDetail) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX audit_event_at IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.occurredAt, n.id)",
  "CREATE INDEX audit_event_type IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.eventType, n.occurredAt, n.id)",
  "CREATE INDEX audit_event_entity IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.entityId, n.occurredAt, n.id)"
] },
  { version: 30, name: '0030_planning', statements: [
  "CREATE CONSTRAINT scenario_id IF NOT EXISTS FOR (n:Scenario) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT capacity_line_id IF NOT EXISTS FOR (n:CapacityLine) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT capacity_line_place IF NOT EXISTS FOR (n:CapacityLine) REQUIRE (n.tenantId, n.scenarioId, n.month, n.teamId, n.role) IS UNIQUE",
  "CREATE CONSTRAINT forecast_run_id IF NOT EXISTS FOR (n:ForecastRun) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX forecast_run_scenario IF NOT EXISTS FOR (n:ForecastRun) ON (n.tenantId, n.scenarioId, n.id)"
] },
  { version: 40, name: '0040_roll_up', statements: [
  "CREATE CONSTRAINT usage_bucket IF NOT EXISTS FOR (n:UsageBucket) REQUIRE (n.tenantId, n.workspaceId, n.grain, n.start) IS UNIQUE",
  "CREATE INDEX usage_bucket_start IF NOT EXISTS FOR (n:UsageBucket) ON (n.tenantId, n.grain, n.start, n.workspaceId)",
  "CREATE INDEX usage_bucket_open IF NOT EXISTS FOR (n:UsageBucket) ON (n.tenantId, n.openUntil, n.workspaceId)",
  "CREATE CONSTRAINT ingest_mark IF NOT EXISTS FOR (n:IngestMark) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT roll_up_lock IF NOT EXISTS FOR (n:RollUpLock) REQUIRE n.tenantId IS UNIQUE"
] },
  { version: 44, name: '0044_audit_view', statements: [
  "CREATE INDEX receipt_outcome IF NOT EXISTS FOR (n:Receipt) ON (n.tenantId, n.outcome, n.createdAt, n.id)",
  "CREATE INDEX audit_event_result IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.result, n.occurredAt, n.id)"
] },
  { version: 46, name: '0046_audit_resolutions', statements: [
  "CREATE CONSTRAINT audit_resolution_id IF NOT EXISTS FOR (n:AuditResolution) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT audit_resolution_event IF NOT EXISTS FOR (n:AuditResolution) REQUIRE (n.tenantId, n.eventId) IS UNIQUE"
] },
  { version: 51, name: '0051_reconciliation', statements: [
  "CREATE CONSTRAINT reconciliation_id IF NOT EXISTS FOR (n:Reconciliation) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX reconciliation_created IF NOT EXISTS FOR (n:Reconciliation) ON (n.tenantId, n.createdAt, n.id)",
  "CREATE CONSTRAINT reconciliation_lock IF NOT EXISTS FOR (n:ReconciliationLock) REQUIRE (n.tenantId) IS UNIQUE"
] },
  { version: 52, name: '0052_retention', statements: [
  "DROP INDEX event_ingested IF EXISTS",
  "CREATE INDEX event_expiry IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.retention, n.ingestedAt, n.id)",
  "CREATE INDEX event_identity_end IF NOT EXISTS FOR (n:Event) ON (n.tenantId, n.happenedAt, n.id)",
  "CREATE INDEX audit_event_expiry IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.createdAt, n.id)",
  "CREATE CONSTRAINT retention_run IF NOT EXISTS FOR (n:RetentionRun) REQUIRE n.tenantId IS UNIQUE"
] },
  { version: 53, name: '0053_retention', statements: [
  "CREATE CONSTRAINT legal_hold_id IF NOT EXISTS FOR (n:LegalHold) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE INDEX legal_hold_state IF NOT EXISTS FOR (n:LegalHold) ON (n.tenantId, n.state, n.createdAt, n.id)",
  "CREATE CONSTRAINT retention_lock IF NOT EXISTS FOR (n:RetentionLock) REQUIRE (n.tenantId) IS UNIQUE"
] },
  { version: 54, name: '0054_tenant_links', statements: [
  "CREATE CONSTRAINT tenant_link_id IF NOT EXISTS FOR (n:TenantLink) REQUIRE (n.tenantId, n.id) IS UNIQUE",
  "CREATE CONSTRAINT tenant_link_pair IF NOT EXISTS FOR (n:TenantLink) REQUIRE (n.tenantId, n.operatorTenantId, n.linkedTenantId) IS UNIQUE",
  "CREATE INDEX tenant_link_state IF NOT EXISTS FOR (n:TenantLink) ON (n.tenantId, n.operatorTenantId, n.state, n.id)"
] },
  { version: 55, name: '0055_meters_of_a_time', statements: [
  "CREATE INDEX meter_ended IF NOT EXISTS FOR (n:Meter) ON (n.tenantId, n.endedAt, n.id)"
] },
  { version: 56, name: '0056_nothing_names_the_erased', statements: [
  "CREATE INDEX audit_event_actor IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.actorId, n.occurredAt, n.id)",
  "MATCH (key:IdempotencyKey) WHERE key.scope ENDS WITH ':erasePerson'\nCALL (key) { DELETE key } IN TRANSACTIONS OF 1000 ROWS"
] },
];
