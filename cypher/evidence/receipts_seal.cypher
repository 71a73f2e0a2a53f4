// Gives receipts their places in the log, stores the tiles that became full, moves the log's head and keeps the checkpoint.
// mode: write
// params: { sealed: { id: string; leafIndex: number }[]; tiles: { level: number; index: number; data: Int8Array }[]; size: number; edge: Int8Array; note: string; at: string }
// row: { size: number }
// cardinality: one
MATCH (log:LogHead {tenantId: $tenantId})
SET log.size = $size, log.edge = $edge
WITH log
CALL () {
  UNWIND $sealed AS place
  MATCH (receipt:Receipt {tenantId: $tenantId, id: place.id})
  SET receipt.leafIndex = place.leafIndex
  REMOVE receipt:Unsealed
}
CALL () {
  UNWIND $tiles AS tile
  CREATE (:LogTile {tenantId: $tenantId, level: tile.level, index: tile.index, data: tile.data, createdAt: $at})
}
CREATE (:Checkpoint {tenantId: $tenantId, size: $size, note: $note, createdAt: $at})
RETURN log.size AS size
