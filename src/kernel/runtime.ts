import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import type { Graph } from './graph.js';
import type { UnitOfWork } from './unit-of-work.js';

/** What every use case is handed. Slices that need more (policies, configurations) say so in their own type. */
export interface Runtime {
  graph: Graph;
  unitOfWork: UnitOfWork;
  clock: Clock;
  log: Logger;
}
