// Lists scenarios, newest first, before a cursor ("~": from the start; it sorts after every id).
// mode: read
// params: { beforeId: string; limit: number }
// row: { scenario: rows.ScenarioRow }
// cardinality: limit at most
MATCH (scenario:Scenario {tenantId: $tenantId})
USING INDEX SEEK scenario:Scenario(tenantId, id)
WHERE scenario.id < $beforeId
WITH scenario
ORDER BY scenario.tenantId DESC, scenario.id DESC
LIMIT $limit
RETURN scenario {
    //+ scenario_fields
  } AS scenario
