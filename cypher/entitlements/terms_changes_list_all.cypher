// One page of what was ever agreed or proposed, by id, to be compared with its receipts.
// mode: read
// row: rows.ListedNode
// cardinality: many, at most $most
//+ nodes_page label=TermsChange owner=tenantId
