import { bucketsFindOpen, bucketsWrite, rollUpLock } from '../../../cypher/generated/usage.js';
import { systemCaller } from '../../kernel/caller.js';
import { instantNow } from '../../kernel/clock.js';
import { DefectError } from '../../kernel/errors.js';
import type { Outcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { instantOf, utcDay } from '../../kernel/values/instants.js';
import type { Configs } from '../../tenancy/index.js';
import { usageSettings } from '../settings.js';
import { bucketFrom, bucketsDigest, bucketWrite } from './bucket.js';

const DAY_MS = 86_400_000;
/** Months of workspaces closed in one transaction. */
const AT_A_TIME = 500;

interface MonthsClosed extends Outcome {
  __typename: 'MonthsClosed';
  closed: number;
}

/**
 * Closes months that ended some days ago, once what was marked before is summed up: their figures stay from then on, and what comes later
 * stands beside them. Gives how many of workspaces, and of the tenant as a whole, were closed.
 */
export async function closeMonths(
  runtime: Pick<Runtime, 'graph' | 'unitOfWork' | 'clock'> & { configs: Configs },
  tenantId: string,
): Promise<number> {
  const { graph, unitOfWork, clock, configs } = runtime;
  const { monthClosesAfterDays } = usageSettings((await configs.active(tenantId))?.config);
  const before = instantOf(clock.now() - monthClosesAfterDays * DAY_MS);
  const open = { before, most: AT_A_TIME };
  for (let closed = 0; ; ) {
    if ((await graph.read(bucketsFindOpen, tenantId, open)).length === 0) return closed;
    const chain = { id: workflowId('batch', `roll-up:${utcDay(instantNow(clock))}`), kind: 'batch' };
    const spec = { caller: systemCaller(tenantId, 'usage-roll-up'), action: 'rollUpUsage', command: open };
    const done = await unitOfWork.write<MonthsClosed>(spec, async (step) => {
      if (!(await step.lock(rollUpLock, { heads: [chain] }))) throw new DefectError('A roll-up could not be locked');
      const rows = await step.read(bucketsFindOpen, open);
      const months = rows.map(({ bucket }) => ({ ...bucketFrom(bucket), openUntil: null, closedAt: step.now }));
      if (months.length > 0) {
        step.write(bucketsWrite, { buckets: months.map(bucketWrite) });
        step.receipt({
          workflow: chain.id,
          step: 'CLOSE_USAGE_MONTH',
          outcome: 'ALLOWED',
          resource: { type: 'UsageBucket', id: months[0]?.start ?? '', version: null },
          business: {
            months: months.length,
            starts: [...new Set(months.map(({ start }) => start))],
            buckets_sha256: bucketsDigest(months),
          },
        });
      }
      return { __typename: 'MonthsClosed', closed: months.length };
    });
    if (done.__typename === 'MonthsClosed') closed += done.closed;
  }
}
