// One page of all versions of the configuration by id, to be compared with their receipts.
// mode: read
// row: rows.ListedNode
// cardinality: many, at most $most
//+ nodes_page label=RevOpsConfigVersion owner=id
