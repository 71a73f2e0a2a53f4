import { rebuilds } from '../../bin/rebuilds.js';
import { type StateFinding, verifyState } from '../../src/evidence/index.js';
import type { World } from './world.js';

/** In what a world's graph and its receipts differ: `revgraph verify --state`. */
export const findingsOf = async (world: World): Promise<StateFinding[]> =>
  (await verifyState(world.composition, world.tenantId, rebuilds)).findings;
