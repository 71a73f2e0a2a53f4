// An erasure finds reported audit events by their actor. Answers that were kept of erasures named the person; asked again, one finds nothing
// more to erase. A step beside this gives slots of like events names that tell nothing (src/usage/rename-slots.ts).
CREATE INDEX audit_event_actor IF NOT EXISTS FOR (n:AuditEvent) ON (n.tenantId, n.actorId, n.occurredAt, n.id);
MATCH (key:IdempotencyKey) WHERE key.scope ENDS WITH ':erasePerson'
CALL (key) { DELETE key } IN TRANSACTIONS OF 1000 ROWS
