// One page of what a subject may use, or might, newest first.
// mode: read
// params: { subject: string; before: string; beforeId: string; limit: number }
// row: rows.EntitlementRow
// cardinality: up to limit
MATCH (found:Entitlement {tenantId: $tenantId, subject: $subject})
USING INDEX SEEK found:Entitlement(tenantId, subject, createdAt, id)
WHERE found.createdAt <= $before AND found.id IS NOT NULL
  AND CASE WHEN found.createdAt = $before THEN found.id < $beforeId ELSE true END
WITH found
ORDER BY found.tenantId DESC, found.subject DESC, found.createdAt DESC, found.id DESC
LIMIT $limit
//+ entitlement_return
