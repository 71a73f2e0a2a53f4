// Reads a tenant's log: its size and right edge.
// mode: read
// params: Record<never, never>
// row: { size: number; edge: Int8Array; generation: number }
// cardinality: one, none: nothing was sealed yet
MATCH (log:LogHead {tenantId: $tenantId})
RETURN log.size AS size, log.edge AS edge, log.generation AS generation
