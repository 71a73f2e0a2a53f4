// The audit view finds what failed in the order in which it is shown.
CREATE INDEX receipt_outcome IF NOT EXISTS FOR (n:Receipt) ON (n.tenantId, n.outcome, n.createdAt, n.id);
CREATE INDEX audit_event_result IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.result, n.occurredAt, n.id)
