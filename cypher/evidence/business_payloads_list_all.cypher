// One page of all business payloads by id, to be compared with their receipts.
// mode: read
// row: rows.ListedNode
// cardinality: many, at most $most
//+ nodes_page label=BusinessPayload owner=id
