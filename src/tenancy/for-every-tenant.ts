import { tenantList } from '../../cypher/generated/system.js';
import { inLanes } from '../kernel/in-lanes.js';
import type { Runtime } from '../kernel/runtime.js';

/** Tenants read at a time. */
const PAGE = 200;

/** Counts of what was done, by name. */
type Counts = Record<string, number>;

/** Tenants that a sweep looks at side by side, when of most of them it only reads that nothing is due. */
export const LOOKED_AT_ONCE = 4;

/**
 * Does a sweep's work for every tenant, one after the other unless `atOnce` says more, and adds up what it came to. One tenant's failure
 * is logged with `sentence` and stops no other.
 */
export async function forEveryTenant<Done extends Counts>(
  { graph, log }: Pick<Runtime, 'graph' | 'log'>,
  nothing: Done,
  sentence: string,
  work: (tenantId: string) => Promise<Done>,
  atOnce = 1,
): Promise<Done & { tenants: number; failed: number }> {
  const total: Counts = { ...nothing, tenants: 0, failed: 0 };
  const add = (name: string, count: number) => {
    total[name] = (total[name] ?? 0) + count;
  };
  for (let after = ''; ; ) {
    const tenants = await graph.readSystem(tenantList, { after, limit: PAGE });
    await inLanes(tenants, atOnce, async ({ id: tenantId }) => {
      try {
        for (const [name, count] of Object.entries(await work(tenantId))) add(name, count);
        add('tenants', 1);
      } catch (error) {
        log.error({ err: error, tenantId }, sentence);
        add('failed', 1);
      }
    });
    if (tenants.length < PAGE) return total as Done & { tenants: number; failed: number };
    after = tenants.at(-1)?.handle ?? after;
  }
}
