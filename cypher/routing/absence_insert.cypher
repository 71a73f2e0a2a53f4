// Inserts an absence.
// mode: write
// params: { absence: rows.AbsenceRow }
// row: { absenceId: string }
// cardinality: one
CREATE (absence:Absence:Entity {tenantId: $tenantId, id: $absence.id})
SET absence += $absence
RETURN absence.id AS absenceId
