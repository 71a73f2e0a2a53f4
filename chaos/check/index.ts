import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckedTenant, CheckedWorld, Finding } from '../world.js';
import { compareKeys } from './acknowledged.js';
import { compareContent } from './content.js';
import { compareDeals } from './deals.js';
import { Findings } from './findings.js';
import { compareRows } from './foreign.js';
import { compareState } from './graph-state.js';
import { compareJobs } from './jobs.js';
import { compareHeads, followLog } from './log.js';
import { Look } from './look.js';
import type { Looking } from './looking.js';
import { Memory, Touched } from './memory.js';
import { comparePlaces } from './places.js';
import { untilQuiet } from './quiet.js';
import { compareSeats } from './seats.js';
import { compareTally } from './tally.js';

/** How long what is under way may go on. */
export interface Patience {
  /** The stage waits for quiet before it asks; this is for what comes round by the clock meanwhile. */
  quietWithinMs: number;
  /** What differs is looked at again, so often: it may have been under way. */
  looks: number;
}

const PATIENCE: Patience = { quietWithinMs: 5_000, looks: 3 };
const AGAIN_AFTER_MS = 500;

/** What earlier looks learned, by tenant and database. */
const memories = new Map<string, Memory>();

/**
 * Counts, without any of the product's code: every acknowledged write is there once, nothing else is there, chains and log
 * verify, state equals receipts, seats are within limits, nobody was shown another tenant's row, every lead has its place,
 * every announced job ran. Looks at what is new since the last look, or at everything (`world.isWhole`, or a first look).
 * Gives nothing when all of it holds; throws when a store does not answer.
 */
export async function check(world: CheckedWorld, patience = PATIENCE): Promise<Finding[]> {
  const look = new Look(world.neo4j);
  try {
    const unrest = new Findings();
    await untilQuiet(look, world, patience.quietWithinMs, unrest);
    const found = await Promise.all(world.tenants.map((tenant) => lookAt(look, world, tenant, patience.looks)));
    return [...unrest.ended(), ...found.flat()];
  } finally {
    await look.close();
  }
}

async function lookAt(look: Look, world: CheckedWorld, tenant: CheckedTenant, looks: number): Promise<Finding[]> {
  const name = `${world.neo4j.uri} ${tenant.id}`;
  const known = world.isWhole ? undefined : memories.get(name);
  const memory = known ?? new Memory(tenant.id);
  const evidence = new Findings();
  for (let n = 1; ; n++) {
    const looking: Looking = { look, world, tenant, memory, found: evidence, isWhole: known === undefined };
    memories.delete(name);
    if (!(await followLog(looking))) return evidence.ended();
    memories.set(name, memory);
    const state = new Findings();
    await compareAll({ ...looking, found: state });
    if (state.all.length === 0 || n >= looks) {
      memory.touched = new Touched();
      return [...evidence.ended(), ...state.ended()];
    }
    await sleep(AGAIN_AFTER_MS);
  }
}

async function compareAll(looking: Looking): Promise<void> {
  await compareKeys(looking);
  await Promise.all([
    compareHeads(looking),
    compareState(looking),
    compareContent(looking),
    compareDeals(looking),
    compareSeats(looking),
    compareRows(looking),
    comparePlaces(looking),
    compareJobs(looking),
  ]);
  compareTally(looking);
}
