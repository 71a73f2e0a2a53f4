// Lists the leads of one status, the newest first, before a cursor.
// mode: read
// params: { status: string; beforeCreatedAt: string; beforeId: string; limit: number }
// row: { lead: rows.LeadRow }
// cardinality: limit at most
MATCH (lead:Lead {tenantId: $tenantId, status: $status})
USING INDEX SEEK lead:Lead(tenantId, status, createdAt, id)
WHERE lead.createdAt <= $beforeCreatedAt AND lead.id IS NOT NULL
  AND CASE WHEN lead.createdAt = $beforeCreatedAt THEN lead.id < $beforeId ELSE true END
WITH lead
ORDER BY lead.tenantId DESC, lead.status DESC, lead.createdAt DESC, lead.id DESC
LIMIT $limit
RETURN lead {.*} AS lead
