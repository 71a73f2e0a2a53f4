// Changes a scenario behind the lock of its chain.
// mode: write
// params: { scenario: rows.ScenarioRow }
// row: { scenarioId: string }
// cardinality: one
MATCH (scenario:Scenario {tenantId: $tenantId, id: $scenario.id})
SET scenario += $scenario
RETURN scenario.id AS scenarioId
