// Locks the tenant and the chain of its terms, and reads its plan, what is agreed instead, the wanted change and the trial that can still be extended.
// mode: write
// params: { changeId: string | null }
// row: rows.Locked & { tenant: { plan: string; version: number }; wanted: rows.TermsChangeRow | null; inForce: rows.TermsChangeRow[]; trials: rows.TrialRow[] }
// cardinality: one; trials: one at most; none: no such tenant
//+ claim_key
//+ lock_heads
//+ lock_tenant
OPTIONAL MATCH (wanted:TermsChange {tenantId: $tenantId, id: $changeId})
CALL () {
  MATCH (change:TermsChange {tenantId: $tenantId, state: 'IN_FORCE'})
  USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
  WHERE change.createdAt > '' AND change.id IS NOT NULL
  RETURN collect(change {
    //+ terms_change_fields
  }) AS inForce
}
CALL () {
  UNWIND ['ACTIVE', 'EXPIRED'] AS open
  MATCH (trial:Trial {tenantId: $tenantId, state: open})
  USING INDEX SEEK trial:Trial(tenantId, state, createdAt, id)
  WHERE trial.createdAt > '' AND trial.id IS NOT NULL
  RETURN collect(trial {.id, .state, .version, .createdBy, .createdAt, .endsAt, .endedAt, .dueAt}) AS trials
}
RETURN key {.answer, .inputSha256} AS claim, heads, tenant {.plan, .version} AS tenant, inForce, trials,
  wanted {
    //+ terms_change_fields
  } AS wanted
