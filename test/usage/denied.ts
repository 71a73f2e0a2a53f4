import { type QuotaNews, type Quotas, tellQuotas } from '../../src/entitlements/index.js';
import { newId } from '../../src/kernel/values/ids.js';
import type { World } from '../kit/world.js';

/** Checks that quotas of a workspace, or of the tenant itself, denied. */
export interface Denied {
  at: string;
  workspace: string | null;
  count: number;
}

/** What Redis leaves of denials: the first in full, the others counted. */
const newsOf = ({ at, workspace, count }: Denied): QuotaNews[] => {
  const one = {
    ...{ quota: 'tokens_per_day', meter: 'tokens', window: 'day' as const, limit: 10, used: 10 },
    ...{ level: workspace === null ? ('tenant' as const) : ('workspace' as const), subject: workspace ?? '' },
    ...{ windowStart: null, windowEnd: null, planVersion: 'v1', at },
  };
  const first: QuotaNews = { ...one, id: newId(), kind: 'denied', requested: 1, amount: 0 };
  const more: QuotaNews = { ...one, id: newId(), kind: 'denied_more', requested: 0, amount: count - 1 };
  return count > 1 ? [first, more] : [first];
};

/** Tells of denials as the worker does, with what Redis would have left of them. */
export async function deny(world: World, denied: readonly Denied[]): Promise<void> {
  const waiting = denied.flatMap(newsOf);
  const quotas = {
    news: async () => [...waiting],
    forgetNews: async (_: string, ids: readonly string[]) => {
      waiting.splice(0, waiting.length, ...waiting.filter(({ id }) => !ids.includes(id)));
    },
  } as unknown as Quotas;
  await tellQuotas({ ...world.composition, quotas }, world.tenantId);
}
