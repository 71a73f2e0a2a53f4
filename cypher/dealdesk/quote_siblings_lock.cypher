// Locks a quote's account family, and reads what was submitted in it: two submissions at once count each other.
// mode: write
// row: rows.SiblingRow
// cardinality: many, at most 200
MATCH (root:Account {tenantId: $tenantId, id: $familyRootId})
SET root._lock = true
WITH root
//+ sibling_rows
