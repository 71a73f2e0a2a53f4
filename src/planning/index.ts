/** Planning's door: scenarios, their capacity, and forecasts against it. */
export { createScenario, type ScenarioCreated } from './create-scenario.js';
export type { ForecastMode } from './forecast.js';
export { type CapacityModeled, changeScenario, upsertCapacity } from './model-capacity.js';
export { type ForecastRun, listForecastRuns, listScenarios, scenarioById } from './read-plans.js';
export { planningRebuild } from './rebuild.js';
export { type ForecastMade, runForecast } from './run-forecast.js';
export type { PlanningRuntime } from './runtime.js';
export { SCENARIO_TRANSITIONS, type Scenario, type ScenarioSettled } from './scenario.js';
export { type ScenarioStatusSet, setScenarioStatus } from './set-scenario-status.js';
