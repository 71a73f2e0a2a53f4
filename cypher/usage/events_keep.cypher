// Keeps events under their identities, which come sorted so that two batches cannot wait for each other; tells of each what is
// there now: its own id, or that of the one that was there.
// mode: write
// params: { events: rows.NewEvent[] }
// row: rows.KnownEvent
// cardinality: one for each event
UNWIND $events AS arrived
MERGE (event:Event {tenantId: $tenantId, source: arrived.source, externalId: arrived.externalId})
  ON CREATE SET event += arrived
RETURN event.source AS source, event.externalId AS externalId, event.id AS id, event.contentSha256 AS contentSha256,
  event.voidedAt AS voidedAt
