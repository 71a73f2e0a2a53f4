// Reads an entitlement, an ended one too.
// mode: read
// params: { id: string }
// row: rows.EntitlementRow
// cardinality: one; none: no such entitlement
MATCH (found:Entitlement {tenantId: $tenantId, id: $id})
//+ entitlement_return
