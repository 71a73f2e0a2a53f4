// One version of a tenant's own type of event.
// mode: read
// params: { name: string; number: number }
// row: rows.EventTypeWithSchema
// cardinality: one, none: there is no such version
MATCH (type:EventType {tenantId: $tenantId, name: $name, number: $number})
RETURN type.schema AS schema,
  //+ event_type_fields
