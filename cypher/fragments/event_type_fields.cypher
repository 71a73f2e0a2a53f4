// A version of a type as rows.EventTypeRow.
type.id AS id, type.version AS version, type.createdAt AS createdAt, type.createdBy AS createdBy, type.name AS name,
type.number AS number, type.category AS category, type.dedup AS dedup, type.fromBrowsers AS fromBrowsers, type.retention AS retention,
type.schemaSha256 AS schemaSha256, type.state AS state, type.endedAt AS endedAt
