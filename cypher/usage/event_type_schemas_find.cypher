// The schemas of versions of types, by their ids.
// mode: read
// params: { ids: readonly string[] }
// row: { id: string; schema: string }
// cardinality: many, at most one for each
UNWIND $ids AS wanted
MATCH (type:EventType {tenantId: $tenantId, id: wanted})
RETURN type.id AS id, type.schema AS schema
