// The types of its own that a tenant has now, without their schemas, by name.
// mode: read
// params: { most: number }
// row: rows.EventTypeRow
// cardinality: many, at most $most
MATCH (type:EventType {tenantId: $tenantId, state: 'ACTIVE'})
USING INDEX SEEK type:EventType(tenantId, state, name, id)
WHERE type.name > '' AND type.id IS NOT NULL
WITH type
ORDER BY type.tenantId, type.state, type.name, type.id
LIMIT $most
RETURN
  //+ event_type_fields
