// Lists one team's leads of one status, the newest first, before a cursor.
// mode: read
// params: { teamId: string; status: string; beforeCreatedAt: string; beforeId: string; limit: number }
// row: { lead: rows.LeadRow }
// cardinality: limit at most
MATCH (lead:Lead {tenantId: $tenantId, teamId: $teamId, status: $status})
USING INDEX SEEK lead:Lead(tenantId, teamId, status, createdAt, id)
WHERE lead.createdAt <= $beforeCreatedAt AND lead.id IS NOT NULL
  AND CASE WHEN lead.createdAt = $beforeCreatedAt THEN lead.id < $beforeId ELSE true END
WITH lead
ORDER BY lead.tenantId DESC, lead.teamId DESC, lead.status DESC, lead.createdAt DESC, lead.id DESC
LIMIT $limit
RETURN lead {.*} AS lead
