// Versions of meters that ended after an instant, the first to end first.
// mode: read
// params: { after: string; most: number }
// row: rows.MeterRow
// cardinality: many, at most $most
MATCH (meter:Meter {tenantId: $tenantId})
USING INDEX SEEK meter:Meter(tenantId, endedAt, id)
WHERE meter.endedAt > $after AND meter.id IS NOT NULL
WITH meter
ORDER BY meter.tenantId, meter.endedAt, meter.id
LIMIT $most
//+ meter_return
