import { loadDemo, progressOn, reportText } from '../../demo/index.js';
import { readConfig } from '../../src/kernel/config.js';
import { StartupError } from '../../src/kernel/errors.js';
import { compose } from '../compose.js';
import type { Command } from './command.js';
import { answering } from './stores.js';

/** `demo load`: makes the demo's data into a tenant; a second run changes nothing. */
export const demoLoadCommand: Command = {
  usage:
    'revgraph demo load [--report]\n\nWorker and sealer must be running. --report prints what was done, found and verified.',
  async run(args) {
    const strange = args.find((arg) => arg !== '--report');
    if (strange) throw new StartupError(`demo load does not know ${strange}; it knows --report.`);
    const config = readConfig();
    const composition = await compose(config);
    try {
      await answering(composition.graph, config);
      const report = await loadDemo(composition, progressOn(process.stdout));
      if (args.includes('--report')) console.log(reportText(report));
      if (!report.verified.ok) console.error(reportText(report));
      return report.verified.ok ? 0 : 1;
    } finally {
      await composition.close();
    }
  },
};
