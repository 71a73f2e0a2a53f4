// Events of each of some categories, newest first; whoever asks for several takes the newest of all.
// mode: read
// params: { categories: readonly string[] }
// row: rows.ListedEvent
// cardinality: many, at most $most for each. CASE and not OR: an OR is planned as two seeks, a union and a sort
UNWIND $categories AS category
CALL (category) {
  MATCH (event:Event {tenantId: $tenantId, category: category})
  USING INDEX SEEK event:Event(tenantId, category, occurredAt, id)
  //+ event_page
  RETURN event
  ORDER BY event.tenantId DESC, event.category DESC, event.occurredAt DESC, event.id DESC
  LIMIT $most
}
//+ listed_event
