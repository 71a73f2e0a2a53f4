import { quoteFindForPreview } from '../../cypher/generated/dealdesk.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type NotFound, notFound, type Outcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { utcDay } from '../kernel/values/instants.js';
import type { Approval } from './approval.js';
import { planApprovals } from './approval-plan.js';
import { NO_DEADLINES } from './deadlines.js';
import { evaluate } from './evaluate.js';
import { SIBLING_DAYS } from './facts.js';
import { handlersOf, type Reader } from './ownership.js';
import { apart, type Quote } from './quote.js';
import type { DealDeskRuntime } from './runtime.js';

/** What submitting would ask for, now; nothing is written. Steps are in order, with the person each would wait for. */
export interface ApprovalPreview extends Outcome {
  __typename: 'ApprovalPreview';
  quoteId: string;
  verdict: DiscountVerdict;
  steps: Pick<Approval, 'role' | 'stage' | 'status' | 'reasons' | 'assigneeId'>[];
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
    today: utcDay(now),
    siblingDays: SIBLING_DAYS,
  });
  if (!row) return notFound('quote');
  const quote = row.quote as Quote;
  const { version, lines } = apart(row.current);
  const submitter = submitterOf(quote, caller, row.ownerRoles as Caller['roles']);
  const { verdict } = await evaluate(runtime, submitter, { quote, version, lines, deal: row }, now);
  const reader: Reader = { read: (statement, params) => runtime.graph.read(statement, caller.tenantId, params) };
  const steps = planApprovals({
    verdict,
    quote,
    version,
    managers: row.managers,
    handlerIds: [submitter.id, ...(await handlersOf(reader, quote))],
    approvals: row.approvals as Approval[],
    ids: verdict.required_approvals.map(newId),
    deadlines: NO_DEADLINES,
    configNumber: row.configNumber,
    now,
  });
  return {
    __typename: 'ApprovalPreview',
    quoteId,
    verdict,
    steps: steps.map(({ role, stage, status, reasons, assigneeId }) => ({ role, stage, status, reasons, assigneeId })),
  };
}

/** Whoever looks, the answer is its submitter's: the owner, or for history a RevOps admin in the owner's name. */
function submitterOf(quote: Quote, caller: Caller, ownerRoles: Caller['roles']): Caller {
  if (!quote.backfill) return { ...caller, id: quote.ownerId, roles: ownerRoles };
  return caller.roles.includes('revops_admin') ? caller : { ...caller, id: 'any-admin', roles: ['revops_admin'] };
}
