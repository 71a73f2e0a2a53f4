// An event as rows.VoidableEvent.
RETURN event.source AS source, event.externalId AS externalId, event.id AS id, event.contentSha256 AS contentSha256,
  event.voidedAt AS voidedAt, event.type AS type, event.workspaceId AS workspaceId, event.occurredAt AS occurredAt,
  event.countedFrom AS countedFrom, event.removedAt AS removedAt
