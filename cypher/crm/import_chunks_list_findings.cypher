// Lists the findings of an import run's chunks in file order, after a cursor (-1: from the start).
// mode: read
// params: { runId: string; afterSeq: number; limit: number }
// row: { seq: number; findings: string }
// cardinality: limit at most
MATCH (chunk:ImportChunk {tenantId: $tenantId, runId: $runId})
WHERE chunk.seq > $afterSeq
RETURN chunk.seq AS seq, chunk.findings AS findings
ORDER BY chunk.tenantId, chunk.runId, chunk.seq
LIMIT $limit
