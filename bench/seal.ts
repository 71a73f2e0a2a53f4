import { randomBytes } from 'node:crypto';
import { sealerOver } from '../bin/seal-and-tell.js';
import { headsLock } from '../cypher/generated/evidence.js';
import {
  type LogSource,
  logVerifierKey,
  parseTilePath,
  readCheckpoint,
  readTile,
  verifyLog,
} from '../src/evidence/index.js';
import { systemCaller } from '../src/kernel/caller.js';
import { workflowId } from '../src/kernel/receipts.js';
import { newId } from '../src/kernel/values/ids.js';
import type { World } from '../test/kit/fresh-world.js';
import type { Bench } from './catalogue.js';
import { finding } from './measure.js';
import { inFreshWorld } from './world.js';

const RECEIPTS = 100_000;
/** Chains of one write, and links of each. */
const CHAINS = 50;
const LINKS = 10;

/**
 * The sealer over the real stores, told of one tenant, with 100,000 receipts waiting in 10,000 chains: order without gaps,
 * leaf hashes, tiles, signed checkpoints, and every receipt announced to the product's listeners. Each round seals another
 * tenant's. Then the verifier reads the whole log: signature, every tile, every chain.
 *
 * Not measured: making the receipts (done before, through the unit of work, 500 a transaction), listeners' own work.
 */
export const seal: Bench = {
  name: 'seal',
  promise: '100,000 waiting receipts are sealed and told at 5,000 a second or more, and the checkpoint verifies',
  rounds: 3,
  async run({ rounds, say }) {
    const rates: number[] = [];
    for (let round = 0; round < rounds; round++) {
      rates.push(
        await inFreshWorld({}, async (world) => {
          await world.settle();
          say(`round ${round + 1}: leaving ${RECEIPTS.toLocaleString('en-US')} receipts`);
          for (let left = RECEIPTS; left > 0; left -= CHAINS * LINKS) await leaveReceipts(world);
          const rate = await sealAll(world);
          say(`${Math.round(rate)} a second; verifying`);
          await verified(world);
          return rate;
        }),
      );
    }
    const ours = { name: 'sealed and told', rounds: rates };
    return [
      finding(
        `${RECEIPTS.toLocaleString('en-US')} waiting receipts; each round's log verified`,
        'a second',
        { of: 'ours', atLeast: 5_000 },
        ours,
      ),
    ];
  },
};

async function leaveReceipts({ composition, tenantId }: World): Promise<void> {
  const leads = Array.from({ length: CHAINS }, newId);
  const heads = leads
    .map((id) => ({ id: workflowId('lead', id), kind: 'lead' }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const spec = { caller: systemCaller(tenantId, 'bench'), action: 'drainPool', command: {} };
  await composition.unitOfWork.write(spec, async (step) => {
    await step.lock(headsLock, { heads });
    for (const id of leads) {
      for (let link = 1; link <= LINKS; link++) {
        step.receipt({
          workflow: workflowId('lead', id),
          step: 'TOUCH_LEAD',
          outcome: 'ALLOWED',
          resource: { type: 'Lead', id, version: link },
          business: { snapshot: [{ type: 'Lead', id, version: link, note: randomBytes(100).toString('hex') }] },
        });
      }
    }
    return { __typename: 'ReceiptsLeft' };
  });
}

async function sealAll({ composition, tenantId }: World): Promise<number> {
  const { sealer, close } = sealerOver(composition, (tenant) => tenant === tenantId);
  const startedAt = performance.now();
  const sealed = await sealer.run();
  const seconds = (performance.now() - startedAt) / 1_000;
  await close();
  if (sealed < RECEIPTS) throw new Error(`${sealed} of ${RECEIPTS} were sealed`);
  return sealed / seconds;
}

/** Reads the log as a verifier does, by the resources it is published as. */
async function verified({ composition: { logSettings }, tenantId }: World): Promise<void> {
  const source: LogSource = {
    read: async (path) => {
      if (path === 'checkpoint') return Buffer.from((await readCheckpoint(logSettings, tenantId)) ?? '');
      const address = parseTilePath(path);
      return address && readTile(logSettings, tenantId, address);
    },
  };
  const report = await verifyLog(source, [await logVerifierKey(logSettings, tenantId)]);
  if (!report.ok || (report.size ?? 0) < RECEIPTS) throw new Error(JSON.stringify(report));
}
