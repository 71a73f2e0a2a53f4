// Locks a scenario's chain, and reads the scenario with its capacity behind it.
// mode: write
// params: { scenarioId: string }
// row: rows.Locked & { scenario: rows.ScenarioRow; lines: rows.CapacityLineRow[] }
// cardinality: one, none: the scenario is not there
//+ claim_key
MATCH (scenario:Scenario {tenantId: $tenantId, id: $scenarioId})
//+ lock_head id='admin:' + scenario.id kind=admin
RETURN key {.answer, .inputSha256} AS claim, heads,
  scenario {
    //+ scenario_fields
  } AS scenario,
  COLLECT {
    //+ capacity_of_scenario scenarioId=scenario.id
    RETURN line {.id, .version, .createdAt, .scenarioId, .teamId, .role, .month, .supply, .demand}
  } AS lines
