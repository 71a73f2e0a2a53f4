// What is summed up of events of some types, each type from a place on to before an instant.
// mode: read
// params: { places: rows.MeasuredPlace[]; to: string; most: number }
// row: rows.MeasuredEventRow
// cardinality: many, at most $most of each type
UNWIND $places AS place
CALL (place) {
  MATCH (event:Event {tenantId: $tenantId, type: place.type})
  USING INDEX SEEK event:Event(tenantId, type, occurredAt, id)
  WHERE event.occurredAt >= place.from AND event.occurredAt < $to AND event.id IS NOT NULL
    AND CASE WHEN event.occurredAt > place.from THEN true ELSE event.id > place.afterId END
  WITH event
  ORDER BY event.tenantId, event.type, event.occurredAt, event.id
  LIMIT $most
  RETURN event
}
//+ measured_event
