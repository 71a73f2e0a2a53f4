// Finds leads that came in before an instant and were not routed: whatever was to route them did not.
// mode: read
// params: { before: string; limit: number }
// row: { id: string }
// cardinality: limit at most
MATCH (lead:Lead {tenantId: $tenantId, status: 'received'})
USING INDEX SEEK lead:Lead(tenantId, status, createdAt, id)
WHERE lead.createdAt < $before AND lead.id IS NOT NULL
RETURN lead.id AS id
ORDER BY lead.tenantId, lead.status, lead.createdAt, lead.id
LIMIT $limit
