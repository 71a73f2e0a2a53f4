// Reads nodes as they are, with the edges that begin at them, and those of the types in $incoming that lead to them.
// mode: read
// params: { ids: readonly string[]; incoming: readonly string[] }
// row: rows.FoundNode
// cardinality: many, one an id that is there
UNWIND $ids AS wanted
MATCH (n:Entity {tenantId: $tenantId, id: wanted})
USING INDEX SEEK n:Entity(tenantId, id)
//+ found_node_return
