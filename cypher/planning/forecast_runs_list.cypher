// Lists the forecasts of a scenario ('': those without one), newest first, before a cursor ("~": from the start).
// mode: read
// params: { scenarioId: string; beforeId: string; limit: number }
// row: { run: rows.ForecastRunRow }
// cardinality: limit at most
MATCH (run:ForecastRun {tenantId: $tenantId, scenarioId: $scenarioId})
USING INDEX SEEK run:ForecastRun(tenantId, scenarioId, id)
WHERE run.id < $beforeId
WITH run
ORDER BY run.tenantId DESC, run.scenarioId DESC, run.id DESC
LIMIT $limit
RETURN run {.id, .version, .createdAt, .ranBy, .mode, .scenarioId, .asOf, .currency, .result} AS run
