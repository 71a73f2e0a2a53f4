// The last version of a tenant's own type of event, whether it is retired or not.
// mode: read
// params: { name: string }
// row: rows.EventTypeWithSchema
// cardinality: one, none: no type had this name
MATCH (type:EventType {tenantId: $tenantId, name: $name})
WHERE type.number > 0
WITH type
ORDER BY type.tenantId DESC, type.name DESC, type.number DESC
LIMIT 1
RETURN type.schema AS schema,
  //+ event_type_fields
