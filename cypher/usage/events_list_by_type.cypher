// Events of one type, newest first.
// mode: read
// params: { type: string }
// row: rows.ListedEvent
// cardinality: many, at most $most. CASE and not OR: an OR is planned as two seeks, a union and a sort
MATCH (event:Event {tenantId: $tenantId, type: $type})
USING INDEX SEEK event:Event(tenantId, type, occurredAt, id)
//+ event_page
WITH event
ORDER BY event.tenantId DESC, event.type DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
//+ listed_event
