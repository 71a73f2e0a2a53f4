// Locks the chain of the tenant's configuration, and reads the last number, the version in force and the wanted one.
// mode: write
// params: { number: number | null }
// row: rows.Locked & { lastNumber: number; active: rows.ConfigVersionRow | null; wanted: rows.ConfigVersionRow | null }
// cardinality: one
//+ claim_key
//+ lock_heads
OPTIONAL MATCH (active:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK active:RevOpsConfigVersion(tenantId, state, number)
  WHERE active.number > 0
OPTIONAL MATCH (wanted:RevOpsConfigVersion {tenantId: $tenantId, number: $number})
CALL () {
  OPTIONAL MATCH (last:RevOpsConfigVersion {tenantId: $tenantId}) WHERE last.number > 0
  RETURN last.number AS lastNumber ORDER BY last.tenantId DESC, last.number DESC LIMIT 1
}
RETURN key {.answer, .inputSha256} AS claim, heads, coalesce(lastNumber, 0) AS lastNumber,
  active {
    //+ config_version_fields
  } AS active,
  wanted {
    //+ config_version_fields
  } AS wanted
