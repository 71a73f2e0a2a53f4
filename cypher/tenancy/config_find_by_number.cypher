// One version of the configuration with its text.
// mode: read
// params: { number: number }
// row: rows.ConfigVersionRow & { yaml: string }
// cardinality: one, none: no such version
MATCH (c:RevOpsConfigVersion {tenantId: $tenantId, number: $number})
RETURN c.id AS id, c.number AS number, c.state AS state, c.sha256 AS sha256, c.version AS version,
  c.savedBy AS savedBy, c.activatedBy AS activatedBy, c.createdAt AS createdAt, c.activatedAt AS activatedAt,
  c.retiredAt AS retiredAt, c.activateAt AS activateAt, c.scheduledBy AS scheduledBy,
  c.scheduledReplaces AS scheduledReplaces, c.yaml AS yaml
