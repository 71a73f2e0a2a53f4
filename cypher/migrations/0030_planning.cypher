// Scenarios, their capacity by team, role and month, and forecasts that were run.
CREATE CONSTRAINT scenario_id IF NOT EXISTS FOR (n:Scenario) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT capacity_line_id IF NOT EXISTS FOR (n:CapacityLine) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT capacity_line_place IF NOT EXISTS FOR (n:CapacityLine) REQUIRE (n.tenantId, n.scenarioId, n.month, n.teamId, n.role) IS UNIQUE;
CREATE CONSTRAINT forecast_run_id IF NOT EXISTS FOR (n:ForecastRun) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX forecast_run_scenario IF NOT EXISTS FOR (n:ForecastRun) ON (n.tenantId, n.scenarioId, n.id)
