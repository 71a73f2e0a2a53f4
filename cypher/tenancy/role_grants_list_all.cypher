// One page of all role grants by id, to be compared with their receipts.
// mode: read
// row: rows.ListedNode
// cardinality: many, at most $most
//+ nodes_page label=RoleGrant owner=userId
