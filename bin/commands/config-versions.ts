import { StartupError } from '../../src/kernel/errors.js';
import { activateRevOpsConfig, cancelRevOpsConfigActivation, rollbackRevOpsConfig } from '../../src/tenancy/index.js';
import { ACTING_OPTIONS, actingAs } from './acting.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { numberOf } from './config-files.js';

const ACTIVATE = 'revgraph config activate NUMBER --as HANDLE [--at INSTANT | --cancel] [--tenant HANDLE]';

export const configActivateCommand: Command = {
  usage: `${ACTIVATE}

  --as HANDLE    a RevOps admin, and not the one who saved the draft
  --at INSTANT   such as 2027-01-01T00:00:00+01:00: it comes into force then by itself
  --cancel       calls an instant off`,
  async run(args) {
    const options = { ...ACTING_OPTIONS, at: { type: 'string' }, cancel: { type: 'boolean', default: false } } as const;
    const { positionals, values } = readArguments(args, options, { least: 1, most: 1, usage: ACTIVATE });
    const number = numberOf(positionals[0] as string);
    return actingAs(values, 'config activate', async ({ composition, caller }) => {
      if (values.cancel) return said(await cancelRevOpsConfigActivation(composition, caller, { number }));
      const replaces = (await composition.configs.active(caller.tenantId))?.number ?? null;
      return said(await activateRevOpsConfig(composition, caller, { number, replaces, at: values.at }));
    });
  },
};

const ROLLBACK = 'revgraph config rollback [NUMBER] --as HANDLE [--tenant HANDLE]';

export const configRollbackCommand: Command = {
  usage: `${ROLLBACK}

Of the version of that number, or of the one that was in force before. Prints the draft's number; somebody else activates it.`,
  async run(args) {
    const { positionals, values } = readArguments(args, ACTING_OPTIONS, { most: 1, usage: ROLLBACK });
    const number = positionals[0] === undefined ? null : numberOf(positionals[0]);
    return actingAs(values, 'config rollback', async ({ composition, caller }) =>
      said(await rollbackRevOpsConfig(composition, caller, { number })),
    );
  },
};

/** Prints what was done; a refusal is one sentence and exit code 1. */
function said(outcome: { __typename: string; message?: string; number?: number; at?: string }): number {
  if (outcome.message !== undefined) throw new StartupError(outcome.message);
  console.log([outcome.number, ...(outcome.at ? [outcome.at] : [])].join(' '));
  return 0;
}
