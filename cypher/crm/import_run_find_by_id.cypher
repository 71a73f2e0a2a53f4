// Finds an import run with the sums of its chunks.
// mode: read
// params: { id: string }
// row: { run: rows.ImportRunRow } & rows.ImportCounts
// cardinality: one, none: no such run
MATCH (run:ImportRun {tenantId: $tenantId, id: $id})
//+ import_counts
RETURN run {.id, .kind, .status, .fileSha256, .startedBy, .createdAt, .endedAt} AS run,
  created, updated, unchanged, rejected, repairs, warnings
