import { capacityLinesListAll, forecastRunsListAll, scenariosListAll } from '../../cypher/generated/planning.js';
import { listedBy, type SliceRebuild } from '../kernel/rebuild.js';

/** How scenarios, their capacity and forecasts are rebuilt: their snapshots tell all of them. */
export const planningRebuild: SliceRebuild = {
  nodes: [
    { label: 'Scenario', list: listedBy(scenariosListAll) },
    { label: 'CapacityLine', list: listedBy(capacityLinesListAll) },
    { label: 'ForecastRun', list: listedBy(forecastRunsListAll) },
  ],
};
