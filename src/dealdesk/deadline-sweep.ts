import { approvalsFindDue, approvalsFindToRemind, quotesFindExpired } from '../../cypher/generated/dealdesk.js';
import { systemCaller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import type { Outcome } from '../kernel/outcomes.js';
import { forEveryTenant, LOOKED_AT_ONCE } from '../tenancy/index.js';
import { expireQuote } from './expire-quote.js';
import { escalateApproval, remindApproval } from './overdue-approvals.js';
import type { DealDeskRuntime } from './runtime.js';

/** Who the sweep acts as. */
const DEADLINE_SWEEP = 'deadline-sweep';

/** Read at a time, and acted on side by side. */
const PAGE = 100;
const AT_ONCE = 8;
/** Of one tenant in one round: who has more comes round again, and holds nobody else up. */
const MOST_PAGES = 20;

/** What a sweep did. */
export type DeadlinesKept = {
  reminded: number;
  escalated: number;
  expired: number;
};

/** Keeps the deadlines of all tenants by our own clock. One tenant's failure stops no other. */
export const keepAllDeadlines = (runtime: DealDeskRuntime): Promise<DeadlinesKept & { tenants: number }> =>
  forEveryTenant<DeadlinesKept>(
    runtime,
    { reminded: 0, escalated: 0, expired: 0 },
    "a tenant's deadlines were not kept; they come round again",
    (tenantId) => keepDeadlines(runtime, tenantId),
    LOOKED_AT_ONCE,
  );

/**
 * Acts on every deadline of a tenant that has passed. Quotes expire first, so that nobody is reminded of what is over; each
 * deadline is looked at again behind its lock, so that two sweeps act on it once.
 */
export async function keepDeadlines(runtime: DealDeskRuntime, tenantId: string): Promise<DeadlinesKept> {
  const caller = systemCaller(tenantId, DEADLINE_SWEEP);
  const { graph, clock } = runtime;
  const due = () => ({ now: instantNow(clock), limit: PAGE });
  let expired = 0;
  for (const status of ['pending_approval', 'approved']) {
    expired += await actOnAll(
      async () => (await graph.read(quotesFindExpired, tenantId, { ...due(), status })).map(({ quoteId }) => quoteId),
      (id) => expireQuote(runtime, caller, id),
    );
  }
  const escalated = await actOnAll(
    async () => (await graph.read(approvalsFindDue, tenantId, due())).map(({ approvalId }) => approvalId),
    (id) => escalateApproval(runtime, caller, id),
  );
  const reminded = await actOnAll(
    async () => (await graph.read(approvalsFindToRemind, tenantId, due())).map(({ approvalId }) => approvalId),
    (id) => remindApproval(runtime, caller, id),
  );
  return { reminded, escalated, expired };
}

/** Finds and acts, page by page, until a page is not full or nothing of it moved. Gives how many moved. */
async function actOnAll(find: () => Promise<string[]>, act: (id: string) => Promise<Outcome>): Promise<number> {
  let moved = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const found = await find();
    const before = moved;
    const queue = [...found];
    const lane = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const { __typename } = await act(next);
        if (['ApprovalReminded', 'ApprovalEscalated', 'QuoteExpired'].includes(__typename)) moved++;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    if (found.length < PAGE || moved === before) break;
  }
  return moved;
}
