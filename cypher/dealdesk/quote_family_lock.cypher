// Locks a quote's account family: two submissions at once count each other.
// mode: write
// params: { familyRootId: string }
// row: { id: string }
// cardinality: one, none: the account is gone
MATCH (root:Account {tenantId: $tenantId, id: $familyRootId})
SET root._lock = true
RETURN root.id AS id
