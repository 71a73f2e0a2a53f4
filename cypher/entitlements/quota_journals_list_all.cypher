// One page of all pages of the quota journal by id, to be compared with their receipts.
// mode: read
// row: rows.ListedNode
// cardinality: many, at most $most
//+ nodes_page label=QuotaJournal owner=id
