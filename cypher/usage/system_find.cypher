// A connected system by its kind.
// mode: read
// params: { kind: string }
// row: rows.SystemRow
// cardinality: one, none: it was not connected
MATCH (system:System {tenantId: $tenantId, kind: $kind})
WHERE system.sealed IS NOT NULL
RETURN system.id AS id, system.version AS version, system.createdAt AS createdAt, system.kind AS kind, system.sealed AS sealed,
  system.connectedBy AS connectedBy, system.connectedAt AS connectedAt
