// What was resolved of some audit events.
// mode: read
// params: { ids: readonly string[] }
// row: rows.AuditResolutionRow
// cardinality: many, at most one for each
UNWIND $ids AS id
MATCH (resolution:AuditResolution {tenantId: $tenantId, eventId: id})
RETURN resolution.id AS id, resolution.createdAt AS createdAt, resolution.eventId AS eventId,
  resolution.reasonCode AS reasonCode, resolution.resolvedBy AS resolvedBy
