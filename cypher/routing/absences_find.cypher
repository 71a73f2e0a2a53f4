// Finds a user's absences that are not over, the first to end first.
// mode: read
// params: { userId: string; now: string; limit: number }
// row: { absence: rows.AbsenceRow }
// cardinality: limit at most
MATCH (absence:Absence {tenantId: $tenantId, userId: $userId})
USING INDEX SEEK absence:Absence(tenantId, userId, endsAt, id)
WHERE absence.endsAt > $now AND absence.id IS NOT NULL
WITH absence
ORDER BY absence.tenantId, absence.userId, absence.endsAt, absence.id
LIMIT $limit
RETURN absence {.id, .version, .createdAt, .userId, .startsAt, .endsAt, .recordedBy} AS absence
