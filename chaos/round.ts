import { setTimeout as after } from 'node:timers/promises';
import { attack } from './attack.js';
import { check } from './check/index.js';
import type { Clients } from './clients.js';
import { type Fault, planFaults } from './faults.js';
import type { Journal } from './journal.js';
import { playLoad } from './load.js';
import { untilQuiet } from './quiet.js';
import { secondOpinion } from './second-opinion.js';
import { Draw } from './seeded.js';
import type { Stage } from './stage.js';
import type { Tenant } from './tenants.js';
import type { CheckedWorld, Finding } from './world.js';

/** What all rounds are played with. */
export interface Campaign {
  seed: string;
  stage: Stage;
  clients: Clients;
  journal: Journal;
  tenants: readonly Tenant[];
}

/** What came of one round; times in milliseconds. */
export interface RoundResult {
  round: number;
  faults: Fault[];
  acknowledged: number;
  refused: number;
  unknown: number;
  /** From the end of the last fault until everything was quiet. */
  restMs: number;
  checkMs: number;
  ms: number;
  findings: Finding[];
}

/** Load goes on for this long at least, whatever is over sooner. */
const LOAD_MS = 3_500;
/** Once all is well, clients go on asking for what was not answered for this long; then they do not know. */
const GRACE_MS = 5_000;
/** Every so many rounds everything since the beginning is checked, and the product is asked too. */
export const WHOLE_EVERY = 20;

/** Plays one round: load and faults, then peace, then the check. The same seed and round plan the same load and faults. */
export async function playRound(campaign: Campaign, round: number, isLast: boolean): Promise<RoundResult> {
  const { stage, clients, journal } = campaign;
  const began = performance.now();
  const draw = new Draw(`${campaign.seed}/${round}`);
  const faults = planFaults(draw.part('faults'), round);
  journal.note({ round, faults });
  let isOver = false;
  clients.closesAt = Number.POSITIVE_INFINITY;
  const load = playLoad(campaign.tenants, { round, clients, isOver: () => isOver }, draw.part('load'));
  await Promise.all([attack(stage, faults), after(LOAD_MS)]);
  isOver = true;
  await stage.heal();
  const healed = performance.now();
  await stage.untilReady();
  clients.closesAt = performance.now() + GRACE_MS;
  await load;
  const troubles = await untilQuiet(stage, clients);
  const quiet = performance.now();
  const findings = [
    ...troubles.map((what): Finding => ({ rule: 'comes-to-rest', tenantId: null, what })),
    ...clients.surprises.splice(0).map(({ entryId, what }): Finding => surpriseOf(entryId, what)),
    ...(await look(campaign, round, isLast)),
  ];
  const ended = performance.now();
  const count = (state: string) =>
    journal.entries.filter((entry) => entry.round === round && entry.state === state).length;
  return {
    round,
    faults,
    acknowledged: count('acknowledged'),
    refused: count('refused'),
    unknown: count('unknown'),
    restMs: quiet - healed,
    checkMs: ended - quiet,
    ms: ended - began,
    findings,
  };
}

const surpriseOf = (entryId: string | null, what: string): Finding => ({
  rule: 'answers-are-ours',
  tenantId: null,
  what,
  ...(entryId === null ? {} : { entryId }),
});

async function look({ stage, journal, tenants }: Campaign, round: number, isLast: boolean): Promise<Finding[]> {
  const { env } = stage.hands;
  const isWhole = isLast || round % WHOLE_EVERY === 0;
  const world: CheckedWorld = {
    round,
    isWhole,
    neo4j: {
      uri: env.NEO4J_URI as string,
      user: env.NEO4J_USER as string,
      password: env.NEO4J_PASSWORD as string,
      database: env.NEO4J_DATABASE as string,
    },
    redis: { url: env.REDIS_URL as string, prefix: env.REDIS_PREFIX as string },
    apis: stage.apis,
    tenants,
    journal: journal.entries,
    reads: journal.takeReads(),
  };
  const findings = await check(world);
  return isWhole ? [...findings, ...(await secondOpinion(stage, tenants))] : findings;
}
