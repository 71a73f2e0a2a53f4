// Reads what a tenant has agreed with us as `terms` (rows.TermsRow): nothing is locked, so a statement that locks has it behind its locks.
CALL () {
  MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
  CALL () {
    MATCH (trial:Trial {tenantId: $tenantId, state: 'ACTIVE'})
    USING INDEX SEEK trial:Trial(tenantId, state, createdAt, id)
    WHERE trial.createdAt > '' AND trial.id IS NOT NULL
    RETURN max(trial.endsAt) AS trialEndsAt
  }
  CALL () {
    MATCH (change:TermsChange {tenantId: $tenantId, state: 'IN_FORCE'})
    USING INDEX SEEK change:TermsChange(tenantId, state, createdAt, id)
    WHERE change.createdAt > '' AND change.id IS NOT NULL
    RETURN collect(change {.id, .kind, .quota, .limit, .asPlan, .amount, .expiresAt}) AS changes
  }
  RETURN {plan: tenant.plan, trialEndsAt: trialEndsAt, changes: changes} AS terms
}
