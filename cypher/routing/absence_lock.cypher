// Locks the chain of the user whose absence it is, and reads the absence behind it.
// mode: write
// params: { absenceId: string }
// row: rows.Locked & { absence: rows.AbsenceRow }
// cardinality: one, none: the absence is not there
//+ claim_key
MATCH (absence:Absence {tenantId: $tenantId, id: $absenceId})
//+ lock_head id='admin:' + absence.userId kind=admin
RETURN key {.answer, .inputSha256} AS claim, heads,
  absence {.id, .version, .createdAt, .userId, .startsAt, .endsAt, .recordedBy} AS absence
