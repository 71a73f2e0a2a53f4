// The same, with the tenant's roll-up: for whoever takes away what is summed up.
// mode: write
// row: rows.RetentionLocked
// cardinality: one
//+ lock_retention
//+ lock_roll_up
OPTIONAL MATCH (run:RetentionRun {tenantId: $tenantId})
RETURN holds, run {.id, .startedAt, .told} AS run
