// Reads roles as they are, by name.
// mode: read
// params: { ids: readonly string[] }
// row: rows.FoundNode
// cardinality: many, one a name that is there
UNWIND $ids AS wanted
MATCH (n:Role {tenantId: $tenantId, name: wanted})
//+ found_node_return
