// Writes capacity lines behind the lock of their scenario's chain; a place has one line.
// mode: write
// params: { lines: rows.CapacityLineRow[] }
// row: { lineId: string }
// cardinality: one per line
UNWIND $lines AS wanted
MERGE (line:CapacityLine {
  tenantId: $tenantId, scenarioId: wanted.scenarioId, month: wanted.month, teamId: wanted.teamId, role: wanted.role
})
SET line:Entity, line += wanted
RETURN line.id AS lineId
