import { availableParallelism } from 'node:os';
import { readConfig } from '../../src/kernel/config.js';
import { StartupError } from '../../src/kernel/errors.js';
import { planAhead } from '../../src/kernel/plan-ahead.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { withGraph } from './stores.js';

const USAGE = `revgraph plan [--within <seconds>] [--at-once <statements>]

  --within    begins no further statement after this time (60)
  --at-once   how many are planned at a time (one a core of this machine)`;

function positive(name: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new StartupError(`--${name} is a whole number from 1 to 9999, and "${text}" is not.`);
}

export const planCommand: Command = {
  usage: USAGE,
  async run(args) {
    const { values } = readArguments(args, { within: { type: 'string' }, 'at-once': { type: 'string' } });
    const withinMs = 1_000 * positive('within', values.within ?? '60');
    const atOnce = positive('at-once', values['at-once'] ?? String(availableParallelism()));
    const { planned, all } = await withGraph(readConfig(), (graph) => planAhead(graph, { withinMs, atOnce }));
    console.log(`Planned ${planned} of ${all} statements.`);
    return 0;
  },
};
