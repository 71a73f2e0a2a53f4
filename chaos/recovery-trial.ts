import { kill } from './attack.js';
import type { Stage } from './stage.js';

const TRIED = ['api-1', 'worker-1', 'sealer-1', 'redis', 'neo4j', 'everything'] as const;

/** Starts each part cleanly and after a kill -9, by turns, while nothing else happens, so that the two can be compared. */
export async function tryRecovery(stage: Stage, times: number): Promise<void> {
  stage.recoveries.isTrial = true;
  for (let time = 0; time < times; time++) {
    for (const part of TRIED) {
      await (part === 'everything' ? stage.restartAll() : stage.restart(part));
      await kill(stage, part);
    }
  }
  stage.recoveries.isTrial = false;
  // A Neo4j that has just started plans its first statements in seconds each: the rounds' own kills show that well enough.
  await stage.hands.revgraph(['plan', '--within', '40']);
}
