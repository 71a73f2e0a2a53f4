// Reads chunks of imports as they are, each by its run and place with a space between.
// mode: read
// params: { ids: readonly string[] }
// row: rows.FoundNode
// cardinality: many, one an id that is there
UNWIND $ids AS wanted
WITH wanted, split(wanted, ' ') AS key
MATCH (n:ImportChunk {tenantId: $tenantId, runId: key[0], seq: toInteger(key[1])})
//+ found_node_return
