import { z } from 'zod';
import { quoteLockForSubmit, quoteMarkSubmitted } from '../../cypher/generated/dealdesk.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome, versionConflict } from '../kernel/outcomes.js';
import { type PolicyEvidence, workflowId } from '../kernel/receipts.js';
import { newId } from '../kernel/values/ids.js';
import { type Instant, utcDay } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import type { Approval } from './approval.js';
import { nextStage, undecided } from './approval-plan.js';
import { chainOf } from './chain.js';
import {
  closedToSubmit,
  isClosedTo,
  type OpportunityClosed,
  type QuoteNotEditable,
  quoteNotEditable,
  type SubmissionDenied,
  verdictInWords,
} from './errors.js';
import { evaluate } from './evaluate.js';
import { expiryOf } from './expire-quote.js';
import { businessDay, SIBLING_DAYS } from './facts.js';
import { lockedSiblings, withFamily } from './family-sums.js';
import { handlersOf, mayHandle, type NotYourQuote, onBehalfOfOwner, refuseStranger } from './ownership.js';
import { apart, nextQuoteStatus, type Quote, type QuoteVersion } from './quote.js';
import { configAt, type DealDeskRuntime, dealDeskConfigAt } from './runtime.js';
import { dealSnapshot } from './snapshots.js';

const command = z.strictObject({
  quoteId: z.string().min(1),
  /** Version of the quote that the caller read. */
  version: z.int().min(1),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/** The quote is submitted: approved at once, or waiting for the approvals it needs. */
export interface QuoteSubmitted extends Outcome {
  __typename: 'QuoteSubmitted';
  quoteId: string;
  status: 'approved' | 'pending_approval';
  requiredApprovals: string[];
  ruleIds: string[];
}

/** Freezes the current version, asks the discount policy, and starts the approvals it asks for (R3, Discount & Terms Approvals). */
export async function submitQuote(
  runtime: DealDeskRuntime,
  caller: Caller,
  input: unknown,
): Promise<QuoteSubmitted | NotYourQuote | SubmissionDenied | QuoteNotEditable | OpportunityClosed | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...submit } = parsed.command;
  const drawn: string[] = [];
  const window = { today: utcDay(instantNow(runtime.clock)), siblingDays: SIBLING_DAYS };
  const write = { caller, action: 'submitQuote', command: submit, idempotencyKey } as const;
  const submission = (grouped: { grouped?: true }, alone: () => void) =>
    runtime.unitOfWork.write({ ...write, ...grouped }, async (step) => {
      const row = await step.lock(quoteLockForSubmit, { quoteId: submit.quoteId, ...window });
      if (!row) return notFound('quote');
      const quote = row.quote as Quote;
      if (!mayHandle(caller, quote)) return refuseStranger(step, quote, 'SUBMIT_QUOTE');
      if (quote.version !== submit.version) return versionConflict(quote.version);
      if (!nextQuoteStatus(quote.status, 'submit')) return quoteNotEditable(quote.status, 'submitted');
      if (isClosedTo(quote, row.opportunity)) return closedToSubmit(row.opportunity.stage);
      const { version, lines } = apart(row.current);
      const asked = { quote, version, lines, deal: row };
      const { verdict, evidence } = await evaluate(runtime, caller, asked, step.now, (family) => {
        alone();
        return lockedSiblings(step, family);
      });
      if (!verdict.allow) return deny(step, quote, verdict, evidence);
      const approvals = row.approvals as Approval[];
      const settings = await dealDeskConfigAt(runtime, step.tenantId, row.configNumber);
      const planned = await chainOf(step, {
        verdict,
        quote,
        version,
        lines,
        deal: row,
        submitter: caller,
        config: await configAt(runtime, step.tenantId, row.configNumber),
        handlerIds: [caller.id, ...(await handlersOf(step, quote))],
        approvals,
        settings,
        idAt: (n) => (drawn[n] ??= newId()),
        now: step.now,
      });
      const expiresAt = expiryOf(settings, quote, step.now);
      return submitted(step, { quote, version, verdict, evidence, planned, before: approvals, expiresAt });
    });
  return withFamily(caller.tenantId, submission);
}

interface Submission {
  quote: Quote;
  version: QuoteVersion;
  verdict: DiscountVerdict;
  evidence: PolicyEvidence;
  planned: Approval[];
  before: Approval[];
  expiresAt: Instant | null;
}

function submitted(
  step: WriteStep,
  { quote, version, verdict, evidence, planned, before, expiresAt }: Submission,
): QuoteSubmitted {
  const superseded = undecided(before);
  const asked = planned.filter(({ status }) => status !== 'approved');
  const done = nextStage(planned) === null;
  const after: Quote = {
    ...quote,
    status: done ? 'approved' : 'pending_approval',
    version: quote.version + 1,
    submittedOn: businessDay(quote, step.now),
    submittedBy: step.caller.id,
    expiresAt,
  };
  step.write(quoteMarkSubmitted, {
    quoteId: quote.id,
    version: after.version,
    status: after.status,
    submittedOn: after.submittedOn as string,
    submittedBy: step.caller.id,
    expiresAt,
    superseded: superseded.map(({ id }) => id),
    approvals: planned,
  });
  leaveReceipts(step, { quote: after, version }, evidence, [...superseded, ...planned]);
  return {
    __typename: 'QuoteSubmitted',
    quoteId: quote.id,
    status: done ? 'approved' : 'pending_approval',
    requiredApprovals: [...new Set(asked.map(({ role }) => role))],
    ruleIds: verdict.rule_ids,
  };
}

/** The version and its lines stay as their own receipts tell them: it is frozen, not changed. */
function leaveReceipts(
  step: WriteStep,
  { quote, version }: { quote: Quote; version: QuoteVersion },
  evidence: PolicyEvidence,
  approvals: Approval[],
): void {
  const receipt = {
    workflow: workflowId('deal', quote.opportunityId),
    outcome: 'ALLOWED',
    resource: { type: 'Quote', id: quote.id, version: quote.version },
    onBehalfOf: onBehalfOfOwner(step, quote),
  } as const;
  const history = { backfill: quote.backfill, business_date: quote.businessDate };
  const snapshot = dealSnapshot({ quote, approvals });
  step.receipt({ ...receipt, step: 'SUBMIT_QUOTE', business: { ...history, quote_version: version.number } });
  step.receipt({ ...receipt, step: 'EVALUATE_QUOTE', policy: evidence, business: { ...history, snapshot } });
  if (quote.status === 'approved') {
    step.receipt({ ...receipt, step: 'APPROVE_QUOTE', business: { ...history, snapshot: dealSnapshot({ quote }) } });
  }
}

function deny(step: WriteStep, quote: Quote, verdict: DiscountVerdict, evidence: PolicyEvidence): SubmissionDenied {
  step.receipt({
    workflow: workflowId('deal', quote.opportunityId),
    step: 'EVALUATE_QUOTE',
    outcome: 'DENIED',
    resource: { type: 'Quote', id: quote.id, version: quote.version },
    onBehalfOf: onBehalfOfOwner(step, quote),
    policy: evidence,
  });
  return {
    __typename: 'SubmissionDenied',
    message: verdictInWords(verdict),
    quoteId: quote.id,
    ruleIds: verdict.rule_ids,
  };
}
