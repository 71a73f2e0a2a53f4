// An event as rows.ListedEvent.
RETURN event.id AS id, event.source AS source, event.externalId AS externalId, event.type AS type, event.typeVersion AS typeVersion,
  event.category AS category, event.occurredAt AS occurredAt, event.ingestedAt AS ingestedAt, event.userId AS userId,
  event.workspaceId AS workspaceId, event.sessionId AS sessionId, event.seatType AS seatType, event.entitlement AS entitlement,
  event.amount AS amount, event.asset AS asset, event.metadata AS metadata, event.voidedAt AS voidedAt
