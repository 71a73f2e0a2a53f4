// Notes how a locked import run ended.
// mode: write
// params: { id: string; status: string; reason: string | null; fileSha256: string | null; at: string; version: number }
// row: { id: string }
// cardinality: one
MATCH (run:ImportRun {tenantId: $tenantId, id: $id})
SET run.status = $status, run.reason = $reason, run.fileSha256 = $fileSha256, run.endedAt = $at, run.version = $version
RETURN run.id AS id
