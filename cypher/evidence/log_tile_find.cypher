// Reads a full tile.
// mode: read
// params: { level: number; index: number }
// row: { data: Int8Array }
// cardinality: one, none: the tile is not full yet
MATCH (tile:LogTile {tenantId: $tenantId, level: $level, index: $index})
RETURN tile.data AS data
