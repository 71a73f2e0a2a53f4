// Inserts a scenario.
// mode: write
// params: { scenario: rows.ScenarioRow }
// row: { scenarioId: string }
// cardinality: one
CREATE (scenario:Scenario:Entity {tenantId: $tenantId, id: $scenario.id})
SET scenario += $scenario
RETURN scenario.id AS scenarioId
