import { logVerifierKey } from '../../src/evidence/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { readConfig } from '../../src/kernel/config.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { tenantNamed, withGraph } from './stores.js';

export const logKeyCommand: Command = {
  usage: 'revgraph log key [--tenant HANDLE]',
  async run(args) {
    const { values } = readArguments(args, { tenant: { type: 'string' } }, { usage: logKeyCommand.usage });
    const config = readConfig();
    return withGraph(config, async (graph) => {
      const { id } = await tenantNamed(graph, values.tenant);
      console.log(await logVerifierKey({ graph, clock: systemClock, ...config.log }, id));
      return 0;
    });
  },
};
