// Notes what became of a chunk of an import's rows; findings are JSON text.
// mode: write
// params: { chunk: rows.ImportChunkRow }
// row: { seq: number }
// cardinality: one
CREATE (chunk:ImportChunk {
  tenantId: $tenantId, id: $chunk.id, createdAt: $chunk.at, runId: $chunk.runId, seq: $chunk.seq,
  created: $chunk.created, updated: $chunk.updated, unchanged: $chunk.unchanged, rejected: $chunk.rejected,
  repairs: $chunk.repairs, warnings: $chunk.warnings, findings: $chunk.findings
})
RETURN chunk.seq AS seq
