// Stores a version of a tenant's own type of event.
// mode: write
// params: { type: rows.EventTypeWithSchema }
// row: { id: string }
// cardinality: one
CREATE (made:EventType:Entity {tenantId: $tenantId, id: $type.id})
SET made += $type
RETURN made.id AS id
