import { z } from 'zod';
import { approvalSupersedeMany, quoteInsertVersion, quoteLockForRevision } from '../../cypher/generated/dealdesk.js';
import { customCommand } from '../crm/index.js';
import type { Caller } from '../kernel/caller.js';
import {
  invalidInput,
  notFound,
  type Outcome,
  parseCommand,
  type SharedOutcome,
  versionConflict,
} from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import { newId } from '../kernel/values/ids.js';
import type { WriteStep } from '../kernel/write-step.js';
import type { Approval } from './approval.js';
import { undecided } from './approval-plan.js';
import { type QuoteNotEditable, quoteNotEditable } from './errors.js';
import { makersKept } from './generosity.js';
import { offered } from './offer.js';
import {
  handlersOf,
  madeByOthers,
  mayHandle,
  type NotYourQuote,
  onBehalfOfOwner,
  refuseStranger,
} from './ownership.js';
import { linesCommand, priceLines } from './pricing.js';
import { apart, draftVersion, nextQuoteStatus, type Quote, type QuoteLine, type QuoteVersion } from './quote.js';
import { type DealDeskRuntime, factsInForce } from './runtime.js';
import { dealSnapshot } from './snapshots.js';
import { saysTenantValues, withTenantValues } from './tenant-values.js';
import { termsCommand, termsOver } from './terms.js';

const command = z.strictObject({
  quoteId: z.string().min(1),
  version: z.int().min(1),
  lines: linesCommand,
  terms: termsCommand.nullish(),
  /** Values of the tenant's own attributes of quotes; what is left out stays. Lines say theirs again. */
  custom: customCommand,
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/** The quote has a next version, which is its current one, as a draft. */
export interface QuoteRevised extends Outcome {
  __typename: 'QuoteRevised';
  quoteId: string;
  versionNumber: number;
}

/** Gives a quote its next version; terms that are not given stay. Approvals of earlier versions are superseded. */
export async function reviseQuote(
  runtime: DealDeskRuntime,
  caller: Caller,
  input: unknown,
): Promise<QuoteRevised | NotYourQuote | QuoteNotEditable | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...revise } = parsed.command;
  const ids = { version: newId(), lines: revise.lines.map(newId) };
  return runtime.unitOfWork.write({ caller, action: 'reviseQuote', command: revise, idempotencyKey }, async (step) => {
    const productIds = revise.lines.map(({ productId }) => productId);
    const row = await step.lock(quoteLockForRevision, { quoteId: revise.quoteId, productIds });
    if (!row) return notFound('quote');
    const quote = row.quote as Quote;
    if (!mayHandle(caller, quote)) return refuseStranger(step, quote, 'REVISE_QUOTE');
    if (quote.version !== revise.version) return versionConflict(quote.version);
    if (!nextQuoteStatus(quote.status, 'revise')) return quoteNotEditable(quote.status, 'revised; recall it first');
    const before = apart(row.current).version;
    const priced = priceLines(revise.lines, row.products, quote.currency, ids.lines);
    const agreed = offered(priced, termsOver(before, revise.terms, quote.currency));
    const made = saysTenantValues(revise)
      ? withTenantValues(agreed, revise, await factsInForce(runtime, step.tenantId))
      : agreed;
    if (!made.ok) return invalidInput(...made.problems);
    const number = quote.currentVersion + 1;
    const next = { id: ids.version, quoteId: quote.id, number, createdAt: step.now, createdBy: caller.id };
    const makers = makersKept(await madeByOthers(step, quote), made.offer);
    const makerIds = new Set([...makers, ...(await handlersOf(step, quote))]);
    const version = draftVersion(next, made.offer, [...makerIds]);
    replace(step, quote, version, made.lines, undecided(row.approvals as Approval[]));
    return { __typename: 'QuoteRevised', quoteId: quote.id, versionNumber: number };
  });
}

function replace(
  step: WriteStep,
  quote: Quote,
  version: QuoteVersion,
  lines: QuoteLine[],
  superseded: Approval[],
): void {
  const after: Quote = { ...quote, version: quote.version + 1, currentVersion: version.number, status: 'draft' };
  step.write(quoteInsertVersion, {
    quoteId: quote.id,
    quoteVersion: after.version,
    status: after.status,
    version,
    lines,
  });
  if (superseded.length > 0) {
    step.write(approvalSupersedeMany, { approvalIds: superseded.map((approval) => approval.id) });
  }
  step.receipt({
    workflow: workflowId('deal', quote.opportunityId),
    step: 'REVISE_QUOTE',
    outcome: 'ALLOWED',
    resource: { type: 'Quote', id: quote.id, version: after.version },
    onBehalfOf: onBehalfOfOwner(step, quote),
    business: { snapshot: dealSnapshot({ quote: after, version, lines, approvals: superseded }) },
  });
}
