// Reads what a tenant has agreed with us, and the number of its configuration in force: all that a check of quotas follows.
// mode: read
// row: { terms: rows.TermsRow; config: number | null }
// cardinality: one; none: no such tenant
//+ terms_in_force
OPTIONAL MATCH (active:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK active:RevOpsConfigVersion(tenantId, state, number)
  WHERE active.number > 0
RETURN terms, active.number AS config
