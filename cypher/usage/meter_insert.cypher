// Stores a version of what a tenant measures.
// mode: write
// params: { meter: rows.MeterRow }
// row: { id: string }
// cardinality: one
CREATE (made:Meter:Entity {tenantId: $tenantId, id: $meter.id})
SET made += $meter
RETURN made.id AS id
