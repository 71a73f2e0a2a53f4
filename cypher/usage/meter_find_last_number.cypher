// How many versions a meter of this name has had.
// mode: read
// params: { name: string }
// row: { number: number }
// cardinality: one, none: no meter had this name
MATCH (meter:Meter {tenantId: $tenantId, name: $name})
WHERE meter.number > 0
WITH meter
ORDER BY meter.tenantId DESC, meter.name DESC, meter.number DESC
LIMIT 1
RETURN meter.number AS number
