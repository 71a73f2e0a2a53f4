import { forecastRunsList, scenarioFind, scenariosList } from '../../cypher/generated/planning.js';
import type { ForecastRunRow } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Forecast } from './forecast.js';
import { type CapacityLine, type Scenario, scenarioOf } from './scenario.js';

type Reading = Pick<Runtime, 'graph'>;

/** Where a page begins, and its rows; ids grow with time. */
interface Page {
  afterId: string | null;
  limit: number;
}

/** Sorts after every id. */
const FROM_THE_START = '~';

/** A forecast that was run. */
export interface ForecastRun extends Omit<ForecastRunRow, 'result' | 'scenarioId'> {
  scenarioId: string | null;
  result: Forecast;
}

/** A scenario with its capacity in the order of months; null when it is not there. */
export async function scenarioById(
  { graph }: Reading,
  tenantId: string,
  scenarioId: string,
): Promise<(Scenario & { lines: CapacityLine[] }) | null> {
  const [found] = await graph.read(scenarioFind, tenantId, { scenarioId });
  return found ? { ...scenarioOf(found.scenario), lines: found.lines } : null;
}

/** A tenant's scenarios, newest first. */
export async function listScenarios(
  { graph }: Reading,
  tenantId: string,
  { afterId, limit }: Page,
): Promise<Scenario[]> {
  const rows = await graph.read(scenariosList, tenantId, { beforeId: afterId ?? FROM_THE_START, limit });
  return rows.map(({ scenario }) => scenarioOf(scenario));
}

/** The forecasts of a scenario, or those without one, newest first. */
export async function listForecastRuns(
  { graph }: Reading,
  tenantId: string,
  scenarioId: string | null,
  { afterId, limit }: Page,
): Promise<ForecastRun[]> {
  const place = { scenarioId: scenarioId ?? '', beforeId: afterId ?? FROM_THE_START, limit };
  const rows = await graph.read(forecastRunsList, tenantId, place);
  return rows.map(({ run }) => ({ ...run, scenarioId: run.scenarioId || null, result: JSON.parse(run.result) }));
}
