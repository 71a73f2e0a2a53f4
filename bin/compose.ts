import { type Logger, pino } from 'pino';
import { receiptPort } from '../src/evidence/index.js';
import { type Clock, systemClock } from '../src/kernel/clock.js';
import type { Config } from '../src/kernel/config.js';
import { Graph } from '../src/kernel/graph.js';
import type { Runtime } from '../src/kernel/runtime.js';
import { UnitOfWork } from '../src/kernel/unit-of-work.js';
import { rights } from '../src/tenancy/index.js';

/** Everything a process is made of, wired. */
export interface Composition extends Runtime {
  config: Config;
  close(): Promise<void>;
}

/** Wires the rooms for one process. `clock` and `log` are replaceable in tests. */
export function compose(
  config: Config,
  { clock = systemClock, log = pino({ level: config.logLevel }), onCommitted }: ComposeOptions = {},
): Composition {
  const graph = new Graph(config.neo4j);
  const unitOfWork = new UnitOfWork(graph, clock, receiptPort, rights, onCommitted);
  return { config, graph, unitOfWork, clock, log, close: () => graph.close() };
}

export interface ComposeOptions {
  clock?: Clock;
  log?: Logger;
  onCommitted?: (tenantId: string) => void;
}
