// One page of all that was resolved by id, to be compared with its receipts.
// mode: read
// row: rows.ListedNode
// cardinality: many, at most $most
//+ nodes_page label=AuditResolution owner=id
