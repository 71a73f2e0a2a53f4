import { systemClock } from '../../src/kernel/clock.js';
import { readConfig } from '../../src/kernel/config.js';
import { Graph } from '../../src/kernel/graph.js';
import { migrate } from '../../src/kernel/migrate.js';
import { migrationSteps } from '../migration-steps.js';
import type { Command } from './command.js';

export const migrateCommand: Command = {
  usage: 'revgraph migrate',
  async run() {
    const config = readConfig();
    const graph = new Graph(config.neo4j);
    try {
      await graph.assertReachable();
      const applied = await migrate(graph, systemClock, migrationSteps(config.log.masterSecret));
      console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to apply: the graph is up to date.');
      return 0;
    } finally {
      await graph.close();
    }
  },
};
