// One page of all tenants by id, to be compared with their receipts.
// mode: read
// row: rows.ListedNode
// cardinality: many, at most $most
//+ nodes_page label=Tenant owner=id
