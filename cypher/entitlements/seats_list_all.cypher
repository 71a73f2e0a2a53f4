// One page of all seats by id, to be compared with their receipts.
// mode: read
// row: rows.ListedNode
// cardinality: many, at most $most
//+ nodes_page label=Seat owner=userId
