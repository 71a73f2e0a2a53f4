import { z } from 'zod';
import { retentionTerms } from '../../src/entitlements/index.js';
import { compactPayloads } from '../../src/evidence/index.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import { type Configs, forEveryTenant } from '../../src/tenancy/index.js';
import { defineJob, defineSchedule, type JobContext } from '../runtime/index.js';

/** Lets payloads of receipts go whose time is up. Which ones is read from the graph, never from the job. */
export const compactPayloadsJob = defineJob({
  name: 'compact-payloads',
  queue: 'compaction',
  payload: z.object({}),
  async run(_, { deps }: JobContext<Runtime & { configs: Configs }>) {
    const sentence = "a tenant's payloads were not compacted; it comes round again";
    await forEveryTenant(deps, { payloads: 0, held: 0 }, sentence, async (tenantId) =>
      compactPayloads(deps, tenantId, await retentionTerms(deps, tenantId)),
    );
  },
});

/** Once a day, when most tenants rest. */
export const compactPayloadsSchedule = defineSchedule({
  id: compactPayloadsJob.name,
  job: compactPayloadsJob,
  payload: {},
  due: { pattern: '0 3 * * *', zone: 'UTC' },
});
