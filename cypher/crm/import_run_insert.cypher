// Notes the start of an import.
// mode: write
// params: { run: rows.ImportRunStart }
// row: { id: string }
// cardinality: one
CREATE (run:ImportRun:Entity {
  tenantId: $tenantId, id: $run.id, createdAt: $run.at, kind: $run.kind, status: 'running', fileSha256: $run.fileSha256,
  startedBy: $run.startedBy, version: 1
})
RETURN run.id AS id
