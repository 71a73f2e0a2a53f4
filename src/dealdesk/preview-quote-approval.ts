import { quoteFindForPreview } from '../../cypher/generated/dealdesk.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type NotFound, notFound, type Outcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { utcDay } from '../kernel/values/instants.js';
import type { Approval } from './approval.js';
import { planApprovals } from './approval-plan.js';
import { evaluate } from './evaluate.js';
import { siblingWindow } from './facts.js';
import type { Quote, QuoteVersion } from './quote.js';
import type { DealDeskRuntime } from './runtime.js';
import { bare } from './snapshots.js';

/** What submitting would ask for, now; nothing is written. Steps are in order, with the person each would wait for. */
export interface ApprovalPreview extends Outcome {
  __typename: 'ApprovalPreview';
  quoteId: string;
  verdict: DiscountVerdict;
  steps: Pick<Approval, 'role' | 'stage' | 'reasons' | 'assigneeId'>[];
}

/** Shows the approval chain of a quote's current version before it is submitted, by the same policy and facts. */
export async function previewQuoteApproval(
  runtime: DealDeskRuntime,
  caller: Caller,
  quoteId: string,
): Promise<ApprovalPreview | NotFound> {
  const now = instantNow(runtime.clock);
  const [row] = await runtime.graph.read(quoteFindForPreview, caller.tenantId, {
    quoteId,
    ...siblingWindow(utcDay(now)),
  });
  if (!row) return notFound('quote');
  const { lines, ...current } = row.current;
  const quote = bare(row.quote) as Quote;
  // Whoever looks, the answer is the owner's: it is the owner who submits.
  const owner: Caller = { ...caller, id: quote.ownerId, roles: row.ownerRoles as Caller['roles'] };
  const { verdict } = await evaluate(
    runtime,
    owner,
    { quote, version: bare(current) as QuoteVersion, lines, deal: row },
    now,
  );
  const steps = planApprovals({
    required: { stages: verdict.stages, reasons: verdict.reasons },
    quote,
    managers: row.managers,
    makers: [quote.ownerId],
    standing: null,
    ids: verdict.required_approvals.map(newId),
    now,
  });
  return {
    __typename: 'ApprovalPreview',
    quoteId,
    verdict,
    steps: steps.map(({ role, stage, reasons, assigneeId }) => ({ role, stage, reasons, assigneeId })),
  };
}
