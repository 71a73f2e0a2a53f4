// A version of a meter as rows.MeterRow.
RETURN meter.id AS id, meter.version AS version, meter.createdAt AS createdAt, meter.createdBy AS createdBy, meter.name AS name,
  meter.number AS number, meter.eventType AS eventType, meter.aggregation AS aggregation, meter.valuePath AS valuePath,
  meter.groupBy AS groupBy, meter.mostGroups AS mostGroups, meter.state AS state, meter.endedAt AS endedAt
