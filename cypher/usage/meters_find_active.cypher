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
RETURN meter.id AS id, meter.version AS version, meter.createdAt AS createdAt, meter.createdBy AS createdBy, meter.name AS name,
  meter.number AS number, meter.eventType AS eventType, meter.aggregation AS aggregation, meter.valuePath AS valuePath,
  meter.groupBy AS groupBy, meter.mostGroups AS mostGroups, meter.state AS state, meter.endedAt AS endedAt
