// What a tenant measures now, by name.
// mode: read
// params: { most: number }
// row: rows.MeterRow
// cardinality: many, at most $most
MATCH (meter:Meter {tenantId: $tenantId, state: 'ACTIVE'})
USING INDEX SEEK meter:Meter(tenantId, state, name, id)
WHERE meter.name > '' AND meter.id IS NOT NULL
WITH meter
ORDER BY meter.tenantId, meter.state, meter.name, meter.id
LIMIT $most
//+ meter_return
