// One page of all endpoints by id, to be compared with their receipts.
// mode: read
// row: rows.ListedNode
// cardinality: many, at most $most
//+ nodes_page label=WebhookEndpoint owner=id
