// Claims the key and locks the chain behind which a tenant's own types and meters change; reads those there are now, without schemas.
// mode: write
// params: { heads: rows.HeadParams[] }
// row: rows.Locked & { types: rows.EventTypeRow[]; meters: rows.MeterRow[] }
// cardinality: one
//+ claim_key
//+ lock_heads
CALL () {
  MATCH (type:EventType {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK type:EventType(tenantId, state, name, id)
  WHERE type.name > '' AND type.id IS NOT NULL
  RETURN collect(type {.id, .version, .createdAt, .createdBy, .name, .number, .category, .dedup, .fromBrowsers, .retention, .schemaSha256,
    .state, .endedAt}) AS types
}
CALL () {
  MATCH (meter:Meter {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK meter:Meter(tenantId, state, name, id)
  WHERE meter.name > '' AND meter.id IS NOT NULL
  RETURN collect(meter {.id, .version, .createdAt, .createdBy, .name, .number, .eventType, .aggregation, .valuePath, .groupBy, .mostGroups,
    .state, .endedAt}) AS meters
}
RETURN key {.answer, .inputSha256} AS claim, heads, types, meters
