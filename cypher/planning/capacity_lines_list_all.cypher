// One page of all capacity lines by id, to be compared with their receipts.
// mode: read
// row: rows.ListedNode
// cardinality: many, at most $most
//+ nodes_page label=CapacityLine owner=scenarioId
