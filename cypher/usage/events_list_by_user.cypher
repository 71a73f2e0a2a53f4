// Events of one user, newest first; of one type or category only, where it is not ''. Those of others are passed over one by one.
// mode: read
// params: { userId: string; type: string; category: string }
// row: rows.ListedEvent
// cardinality: many, at most $most. CASE and not OR: an OR is planned as two seeks, a union and a sort
MATCH (event:Event {tenantId: $tenantId, userId: $userId})
USING INDEX SEEK event:Event(tenantId, userId, occurredAt, id)
//+ event_page
  AND CASE $type WHEN '' THEN true ELSE event.type = $type END
  AND CASE $category WHEN '' THEN true ELSE event.category = $category END
WITH event
ORDER BY event.tenantId DESC, event.userId DESC, event.occurredAt DESC, event.id DESC
LIMIT $most
//+ listed_event
