// Notes that a listener was told of a tenant's log up to a leaf; never moves back.
// mode: write
// params: { listener: string; through: number; at: string }
// row: { through: number }
// cardinality: one
MERGE (told:Announcement {tenantId: $tenantId, listener: $listener})
  ON CREATE SET told.through = 0, told.createdAt = $at
SET told._lock = true
WITH told
SET told.through = CASE WHEN told.through < $through THEN $through ELSE told.through END
RETURN told.through AS through
