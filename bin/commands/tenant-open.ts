import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { bootstrapTenant } from '../../src/entitlements/index.js';
import { readConfig } from '../../src/kernel/config.js';
import { StartupError } from '../../src/kernel/errors.js';
import { compose } from '../compose.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { answering } from './stores.js';

const USAGE = 'revgraph tenant open <file>';

/**
 * `tenant open`: how an installation gets its first tenants, the operators' own among them; operators open later ones with
 * `createTenant`.
 */
export const tenantOpenCommand: Command = {
  usage: `${USAGE}

The file is YAML or JSON: handle, name, kind (CUSTOMER or OPERATORS), plan, seatLimit, revOpsConfig (a YAML text) and users, each with
handle, subject, name, email, roles and seat (DECISION or OBSERVER); two or more of them are RevOps admins. Prints the tenant's id and its users' ids as JSON. A handle that is
taken is found, and nothing is changed. It is the one step without a second person, and its receipts say so.`,
  async run(args) {
    const { positionals } = readArguments(args, {}, { least: 1, most: 1, usage: USAGE });
    const setup = await setupIn(positionals[0] as string);
    const config = readConfig();
    const composition = await compose(config);
    try {
      await answering(composition.graph, config);
      const opened = await bootstrapTenant(composition, setup, 'command line');
      if (opened.__typename === 'InvalidInput')
        throw new StartupError(`The tenant is not right. ${opened.message.replace(/\.$/, '')}.`);
      const { tenantId, created, userIds } = opened;
      console.log(JSON.stringify({ tenantId, created, userIds }, null, 2));
      return 0;
    } finally {
      await composition.close();
    }
  },
};

async function setupIn(file: string): Promise<unknown> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new StartupError(`${file} cannot be read: ${(cause as Error).message.split('\n')[0]}.`, { cause });
  }
}
