// One page of the tenant's entitlements, ended ones too, newest first.
// mode: read
// params: { before: string; beforeId: string; limit: number }
// row: rows.EntitlementRow
// cardinality: up to limit
MATCH (found:Entitlement {tenantId: $tenantId})
USING INDEX SEEK found:Entitlement(tenantId, createdAt, id)
WHERE found.createdAt <= $before AND found.id IS NOT NULL
  AND CASE WHEN found.createdAt = $before THEN found.id < $beforeId ELSE true END
WITH found
ORDER BY found.tenantId DESC, found.createdAt DESC, found.id DESC
LIMIT $limit
//+ entitlement_return
