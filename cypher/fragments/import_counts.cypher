// Sums the chunks of the import run.
CALL (run) {
  MATCH (chunk:ImportChunk {tenantId: $tenantId, runId: run.id})
  WHERE chunk.seq IS NOT NULL
  RETURN sum(chunk.created) AS created, sum(chunk.updated) AS updated, sum(chunk.unchanged) AS unchanged,
    sum(chunk.rejected) AS rejected, sum(chunk.repairs) AS repairs, sum(chunk.warnings) AS warnings
}
