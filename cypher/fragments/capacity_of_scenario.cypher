// All capacity of the scenario named by {{scenarioId}}, in the order of months: inside COLLECT or as the end of a statement.
MATCH (line:CapacityLine {tenantId: $tenantId, scenarioId: {{scenarioId}}})
USING INDEX SEEK line:CapacityLine(tenantId, scenarioId, month, teamId, role)
WHERE line.month > '' AND line.teamId IS NOT NULL AND line.role IS NOT NULL
