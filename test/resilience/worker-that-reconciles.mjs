/**
 * A process that reconciles one tenant, and stops for good at a stage: `before-correction` (a month's correction is made and not committed),
 * `after-correction`, `before-sums` (a bucket's correction is made and not committed), `after-sums`, `before-told` (quotas are corrected in Redis, and not told), `after-told`, `before-record` (the run's record is made
 * and not committed), or `none`. Arguments: tenant and stage. Says `reached <stage>`, or `reconciled <corrected>` at the end.
 */
import { runProcess } from '../../dist/bin/process.js';
import { reconcileUsage } from '../../dist/src/usage/index.js';

const [tenantId, stage] = process.argv.slice(2);
const OF = { start: 'correction', buckets: 'sums' };

async function hangAt(name) {
  if (name !== stage) return;
  console.log(`reached ${name}`);
  await new Promise(() => setInterval(() => undefined, 1_000));
}

function hangingAtStages(composition) {
  const { unitOfWork, quotas } = composition;
  const [write, reconcile] = [unitOfWork.write.bind(unitOfWork), quotas.reconcile.bind(quotas)];
  quotas.reconcile = async (...args) => {
    const done = await reconcile(...args);
    await hangAt('before-told');
    return done;
  };
  unitOfWork.write = async (spec, body) => {
    const { command } = spec;
    const found = ['start', 'buckets'].find((key) => key in command);
    const what = spec.action === 'tellQuotas' ? 'told' : found ? OF[found] : 'record';
    const done = await write(spec, async (step) => {
      const answer = await body(step);
      await hangAt(`before-${what}`);
      return answer;
    });
    await hangAt(`after-${what}`);
    return done;
  };
}

await runProcess('worker', async (composition) => {
  hangingAtStages(composition);
  const { corrected } = await reconcileUsage(composition, tenantId);
  console.log(`reconciled ${corrected}`);
  return { stop: async () => undefined };
});
