// Ends an absence behind the lock of its user's chain.
// mode: write
// params: { absenceId: string; endsAt: string; version: number }
// row: { absenceId: string }
// cardinality: one
MATCH (absence:Absence {tenantId: $tenantId, id: $absenceId})
SET absence.endsAt = $endsAt, absence.version = $version
RETURN absence.id AS absenceId
