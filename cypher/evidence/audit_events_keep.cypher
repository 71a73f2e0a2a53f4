// Keeps reported audit events under their identities, which come sorted so that two batches cannot wait for each other, each with its
// details apart; tells of each what is there now: its own id, or that of the one that was there, with what it says.
// mode: write
// params: { events: rows.NewAuditEvent[] }
// row: rows.KnownAuditEvent
// cardinality: one for each event
UNWIND $events AS reported
MERGE (event:AuditEvent {tenantId: $tenantId, source: reported.event.source, externalId: reported.event.externalId})
  ON CREATE SET event += reported.event
FOREACH (made IN CASE WHEN event.id = reported.event.id AND reported.detail IS NOT NULL THEN [reported.detail] ELSE [] END |
  MERGE (detail:AuditDetail {tenantId: $tenantId, id: reported.event.id})
    ON CREATE SET detail += made)
WITH event, reported
OPTIONAL MATCH (detail:AuditDetail {tenantId: $tenantId, id: event.id})
RETURN event.source AS source, event.externalId AS externalId, event.id AS id, event.sha256 AS sha256,
  event.detailCommitment AS detailCommitment, detail.salt AS salt
