// Locks what leaves of a tenant, and gives the holds in force and the removal that is under way.
// mode: write
// row: rows.RetentionLocked
// cardinality: one
//+ lock_retention
OPTIONAL MATCH (run:RetentionRun {tenantId: $tenantId})
RETURN holds, run {.id, .startedAt, .told} AS run
