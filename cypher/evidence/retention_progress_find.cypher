// How far compaction has come under each of its two rules: the last receipt that needs no second look.
// mode: read
// row: rows.CompactionProgress
// cardinality: one; none: nothing was ever compacted or held
MATCH (retention:RetentionLock {tenantId: $tenantId})
RETURN coalesce(retention.shortAt, '') AS shortAt, coalesce(retention.shortId, '') AS shortId,
  coalesce(retention.longAt, '') AS longAt, coalesce(retention.longId, '') AS longId
