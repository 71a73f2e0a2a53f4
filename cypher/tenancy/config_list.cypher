// One page of the configuration's versions, newest first, without their texts.
// mode: read
// params: { before: number; limit: number }
// row: rows.ConfigVersionRow
// cardinality: up to limit
MATCH (c:RevOpsConfigVersion {tenantId: $tenantId})
WHERE c.number < $before
RETURN c.id AS id, c.number AS number, c.state AS state, c.sha256 AS sha256, c.version AS version,
  c.savedBy AS savedBy, c.activatedBy AS activatedBy, c.createdAt AS createdAt, c.activatedAt AS activatedAt,
  c.retiredAt AS retiredAt, c.activateAt AS activateAt, c.scheduledBy AS scheduledBy,
  c.scheduledReplaces AS scheduledReplaces
ORDER BY c.tenantId DESC, c.number DESC
LIMIT $limit
