// Lists all leads, the newest first, before a cursor.
// mode: read
// params: { beforeCreatedAt: string; beforeId: string; limit: number }
// row: { lead: rows.LeadRow }
// cardinality: limit at most
MATCH (lead:Lead {tenantId: $tenantId})
USING INDEX SEEK lead:Lead(tenantId, createdAt, id)
WHERE lead.createdAt <= $beforeCreatedAt AND lead.id IS NOT NULL
  AND CASE WHEN lead.createdAt = $beforeCreatedAt THEN lead.id < $beforeId ELSE true END
WITH lead
ORDER BY lead.tenantId DESC, lead.createdAt DESC, lead.id DESC
LIMIT $limit
RETURN lead {.*} AS lead
