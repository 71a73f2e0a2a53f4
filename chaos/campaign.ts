/** `npm run chaos`: attacks the product on stores of its own, round by round, and counts what is left. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Clients } from './clients.js';
import type { StageHands } from './hands.js';
import { Journal } from './journal.js';
import { tryRecovery } from './recovery-trial.js';
import { roundLine, summary } from './report.js';
import { type Campaign, playRound, type RoundResult, WHOLE_EVERY } from './round.js';
import { Stage } from './stage.js';
import { openTenants } from './tenants.js';

/** Trials of recovery before the first round, and then one every so many rounds. */
const TRIALS_BEFORE = 2;
const TRIAL_EVERY = 40;

const HELP = `npm run chaos -- --rounds N [--seed S] [--first N] [--keep]

Each round puts load on two APIs, two workers, two sealers, Neo4j and Redis, lets one to three things go wrong, waits for peace and
checks, without the product's own code, that what was acknowledged is there once and nothing else is. Every ${WHOLE_EVERY} rounds, and at
the end, everything since the beginning is checked, and the product's own verify is asked too. Starts after a kill are timed beside clean
ones, before the first round and every ${TRIAL_EVERY} rounds: the median recovery may take twice the median clean start.

  --rounds N   how many (10)
  --seed S     draws faults and load; the same seed plans the same rounds (drawn, and printed)
  --first N    begins with this round's plan (1): a round that failed is played again by --first N --rounds 1
  --keep       keeps journal, logs and stores, as a failure does

Exits 0 when nothing was found, 1 when something was, 2 when the campaign itself could not go on.`;

interface Options {
  rounds: number;
  first: number;
  seed: string;
  keep: boolean;
}

/** Runs a campaign; `openHands` is asked for a stage only when one is needed. `keepAs`: a name for what is to be kept. */
export async function runCampaign(
  args: string[],
  openHands: () => Promise<StageHands>,
): Promise<{ code: number; keepAs: string | null }> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.log(options);
    return { code: options === HELP ? 0 : 2, keepAs: null };
  }
  const { seed, keep } = options;
  try {
    const isGood = await play(options, await openHands());
    return { code: isGood ? 0 : 1, keepAs: keep || !isGood ? seed : null };
  } catch (error) {
    console.error(error);
    return { code: 2, keepAs: seed };
  }
}

function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        rounds: { type: 'string', default: '10' },
        first: { type: 'string', default: '1' },
        seed: { type: 'string', default: String(randomInt(2 ** 32)) },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return HELP;
    const [rounds, first] = [Number(values.rounds), Number(values.first)];
    if (![rounds, first].every((count) => Number.isInteger(count) && count > 0))
      return '--rounds and --first are whole numbers above 0.';
    if (!/^[\w-]+$/.test(values.seed)) return '--seed is made of letters, digits, _ and -.';
    return { rounds, first, seed: values.seed, keep: values.keep };
  } catch (error) {
    return `${(error as Error).message.split('. ')[0]}; --help shows what there is.`;
  }
}

/** Plays all rounds. Gives whether nothing was found. */
async function play({ rounds, first, seed }: Options, hands: StageHands): Promise<boolean> {
  const began = performance.now();
  console.log(`Seed ${seed}, ${rounds} rounds from ${first} on.`);
  const stage = await Stage.open(hands);
  const journal = new Journal(join(hands.dir, 'journal.jsonl'));
  const results: RoundResult[] = [];
  try {
    await tryRecovery(stage, TRIALS_BEFORE);
    const clients = new Clients(stage.apis, journal);
    const tenants = await openTenants(hands, clients);
    console.log(`The stage is set after ${((performance.now() - began) / 1_000).toFixed(1)} s.`);
    const campaign: Campaign = { seed, stage, clients, journal, tenants };
    for (let round = first; round < first + rounds; round++) {
      if (round % TRIAL_EVERY === 0) await tryRecovery(stage, 1);
      const result = await playRound(campaign, round, round === first + rounds - 1);
      results.push(result);
      console.log(roundLine(result));
    }
    const recoveries = stage.recoveries.figures();
    console.log(`\n${summary(results, recoveries, seed)}`);
    return results.every(({ findings }) => findings.length === 0) && recoveries.every(({ holds }) => holds);
  } finally {
    await stage.close();
    journal.close();
  }
}
