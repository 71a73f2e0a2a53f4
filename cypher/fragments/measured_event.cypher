// What roll-ups read of an event.
RETURN event.type AS type, event.occurredAt AS occurredAt, event.id AS id, event.source AS source, event.userId AS userId,
  event.workspaceId AS workspaceId, event.sessionId AS sessionId, event.seatType AS seatType, event.entitlement AS entitlement,
  event.amount AS amount, event.asset AS asset, event.metadata AS metadata, event.voidedAt AS voidedAt
