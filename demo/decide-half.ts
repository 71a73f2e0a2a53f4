import {
  type Approval,
  approvalsOfQuotes,
  decideApproval,
  type Quote,
  type QuoteVersionWithLines,
  quotesById,
  submitQuote,
  versionsOfQuotes,
} from '../src/dealdesk/index.js';
import type { Caller } from '../src/kernel/caller.js';
import { discountBp } from '../src/kernel/values/money.js';
import { usersById } from '../src/tenancy/index.js';
import { type DemoJob, expected, forEach } from './job.js';
import { ADMIN } from './people.js';

/** What a manager is to decide, and how. */
interface Decision {
  approval: Approval;
  quote: Quote;
  decision: 'APPROVE' | 'REJECT' | 'COUNTER_PROPOSE';
  /** Of a counter-proposal: the discount proposed instead, in basis points. */
  discountBp: number | null;
}

/** A counter-proposal asks for one point less than was given. */
const ONE_POINT_BP = 100;
/** Of the deals that managers decide alone, every fourth is rejected. */
const REJECT_EVERY = 4;

/**
 * Lets the managers decide half of what waited for them, every second quote by external id, apart for those that go on to
 * finance: these are approved, so that finance has something to decide. One counter-proposal is made, on the largest
 * discount, and accepted: its quote is resubmitted as proposed. What was decided before is left. Gives how many decided now.
 */
export async function decideHalf(job: DemoJob, quotes: ReadonlyMap<string, Quote>): Promise<number> {
  const decisions = await plan(job, quotes);
  const open = decisions.filter(({ approval }) => approval.status === 'open');
  const deciders = await decidersOf(job, open);
  await job.progress.stage('managers decide', open.length, (done) =>
    forEach(open, async (item) => {
      await decide(job, deciders.get(item.approval.assigneeId ?? ''), item);
      done();
    }),
  );
  await resubmit(
    job,
    decisions.filter(({ decision }) => decision === 'COUNTER_PROPOSE'),
  );
  return open.length;
}

async function plan({ runtime, tenantId }: DemoJob, quotes: ReadonlyMap<string, Quote>): Promise<Decision[]> {
  const ids = [...quotes.values()].map(({ id }) => id);
  const approvals = (await approvalsOfQuotes(runtime, tenantId, ids)).filter(({ quoteVersion }) => quoteVersion === 1);
  const toFinance = new Set(approvals.filter(({ role }) => role === 'FINANCE').map(({ quoteId }) => quoteId));
  const byId = new Map([...quotes.values()].map((quote) => [quote.id, quote]));
  const asked = approvals
    .filter(({ role }) => role === 'SALES_MANAGER')
    .map((approval) => ({ approval, quote: byId.get(approval.quoteId) as Quote }))
    .sort((a, b) => ((a.quote.externalId ?? '') < (b.quote.externalId ?? '') ? -1 : 1));
  const everySecond = (items: typeof asked) => items.filter((_, n) => n % 2 === 0);
  const alone = everySecond(asked.filter(({ quote }) => !toFinance.has(quote.id)));
  const onward = everySecond(asked.filter(({ quote }) => toFinance.has(quote.id)));
  const counter = largest(
    await versionsOfQuotes(
      runtime,
      tenantId,
      alone.map(({ quote }) => quote.id),
    ),
  );
  return [
    ...onward.map((item): Decision => ({ ...item, decision: 'APPROVE', discountBp: null })),
    ...alone.map((item, n): Decision => {
      if (item.quote.id === counter?.quoteId) {
        return { ...item, decision: 'COUNTER_PROPOSE', discountBp: counter.discountBp - ONE_POINT_BP };
      }
      return { ...item, decision: n % REJECT_EVERY === REJECT_EVERY - 1 ? 'REJECT' : 'APPROVE', discountBp: null };
    }),
  ];
}

/** The quote whose first version gives the largest discount. */
function largest(versions: QuoteVersionWithLines[]): { quoteId: string; discountBp: number } | undefined {
  return versions
    .filter(({ number }) => number === 1)
    .map((version) => ({
      quoteId: version.quoteId,
      discountBp: discountBp(version.listTotalMinor, version.netTotalMinor),
    }))
    .sort((a, b) => b.discountBp - a.discountBp || (a.quoteId < b.quoteId ? -1 : 1))[0];
}

async function decidersOf({ runtime, tenantId, as }: DemoJob, decisions: Decision[]): Promise<Map<string, Caller>> {
  const ids = [...new Set(decisions.flatMap(({ approval }) => approval.assigneeId ?? []))];
  const users = await usersById(runtime, tenantId, ids);
  return new Map(await Promise.all(users.map(async ({ id, handle }) => [id, await as(handle)] as const)));
}

async function decide({ runtime }: DemoJob, caller: Caller | undefined, item: Decision): Promise<void> {
  const { approval, decision, discountBp: proposed } = item;
  if (!caller) return;
  const outcome = await decideApproval(runtime, caller, {
    approvalId: approval.id,
    version: approval.version,
    decision,
    reasonCode: decision === 'APPROVE' ? null : 'DISCOUNT_TOO_HIGH',
    comment: decision === 'COUNTER_PROPOSE' ? 'One point less, and we have a deal.' : null,
    counterProposal: proposed === null ? null : { discount: proposed },
  });
  // Whoever tries the demo at the same time may have been faster.
  expected(outcome, 'ApprovalDecided', 'ApprovalAlreadyDecided');
}

/** The owner accepts what was proposed: the same version comes back, and its proposer's approval stands. */
async function resubmit({ runtime, tenantId, as }: DemoJob, countered: Decision[]): Promise<void> {
  const ids = countered.map(({ quote }) => quote.id);
  const drafts = (await quotesById(runtime, tenantId, ids)).filter(({ status }) => status === 'draft');
  if (drafts.length === 0) return;
  const admin = await as(ADMIN);
  for (const { id, version } of drafts) {
    expected(await submitQuote(runtime, admin, { quoteId: id, version }), 'QuoteSubmitted');
  }
}
