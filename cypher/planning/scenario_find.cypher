// Finds a scenario with its capacity.
// mode: read
// params: { scenarioId: string }
// row: { scenario: rows.ScenarioRow; lines: rows.CapacityLineRow[] }
// cardinality: one at most
MATCH (scenario:Scenario {tenantId: $tenantId, id: $scenarioId})
RETURN scenario {
    //+ scenario_fields
  } AS scenario,
  COLLECT {
    //+ capacity_of_scenario scenarioId=scenario.id
    RETURN line {.id, .version, .createdAt, .scenarioId, .teamId, .role, .month, .supply, .demand}
  } AS lines
