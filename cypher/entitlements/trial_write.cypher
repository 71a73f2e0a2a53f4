// Writes a trial as it is after a step, a new one too, behind the lock of its chain.
// mode: write
// params: { trial: rows.TrialRow }
// row: { id: string }
// cardinality: one
MERGE (trial:Trial {tenantId: $tenantId, id: $trial.id})
  ON CREATE SET trial:Entity, trial.createdAt = $trial.createdAt, trial.createdBy = $trial.createdBy
SET trial.state = $trial.state, trial.version = $trial.version, trial.endsAt = $trial.endsAt,
  trial.endedAt = $trial.endedAt, trial.dueAt = $trial.dueAt
RETURN trial.id AS id
