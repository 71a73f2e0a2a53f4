// Gives the audit event as rows.AuditEventRow.
RETURN event.id AS id, event.source AS source, event.externalId AS externalId, event.occurredAt AS occurredAt,
  event.createdAt AS createdAt, event.eventType AS eventType, event.entityType AS entityType, event.entityId AS entityId,
  event.action AS action, event.actorType AS actorType, event.actorId AS actorId, event.result AS result,
  event.requestId AS requestId, event.batchId AS batchId, event.detailCommitment AS detailCommitment
