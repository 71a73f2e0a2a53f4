// Reads how far a listener was told of a tenant's log.
// mode: read
// params: { listener: string }
// row: { through: number }
// cardinality: one, none: it was told nothing yet
MATCH (told:Announcement {tenantId: $tenantId, listener: $listener})
RETURN told.through AS through
