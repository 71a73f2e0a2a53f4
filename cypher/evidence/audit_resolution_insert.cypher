// Keeps that an audit event was resolved.
// mode: write
// params: { resolution: rows.AuditResolutionRow }
// row: { id: string }
// cardinality: one
CREATE (resolution:AuditResolution:Entity {tenantId: $tenantId, id: $resolution.id})
SET resolution += $resolution
RETURN resolution.id AS id
