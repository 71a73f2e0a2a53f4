// Events of one source, newest first.
// mode: read
// params: { source: string }
// row: rows.ListedEvent
// cardinality: many, at most $most. CASE and not OR: an OR is planned as two seeks, a union and a sort
MATCH (event:Event {tenantId: $tenantId, source: $source})
USING INDEX SEEK event:Event(tenantId, source, occurredAt, id)
//+ event_page
WITH event
ORDER BY event.tenantId DESC, event.source DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
//+ listed_event
