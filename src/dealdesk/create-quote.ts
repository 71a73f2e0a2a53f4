import { z } from 'zod';
import { dealLockForQuote, quoteInsert } from '../../cypher/generated/dealdesk.js';
import { customCommand } from '../crm/index.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import {
  type InvalidInput,
  invalidInput,
  type NotFound,
  notFound,
  type Outcome,
  parseCommand,
  type SharedOutcome,
} from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import { newId } from '../kernel/values/ids.js';
import { utcDay } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import type { OpportunityClosed } from './errors.js';
import { offered } from './offer.js';
import { onBehalfOfOwner } from './ownership.js';
import { linesCommand, priceLines } from './pricing.js';
import { draftVersion, type Quote, type QuoteLine, type QuoteVersion } from './quote.js';
import { configAt, type DealDeskRuntime } from './runtime.js';
import { dealSnapshot } from './snapshots.js';
import { withTenantValues } from './tenant-values.js';
import { STANDARD_TERMS, termsCommand, termsOver } from './terms.js';

const command = z.strictObject({
  opportunityId: z.string().min(1),
  externalId: z.string().min(1).max(200).nullish(),
  lines: linesCommand,
  terms: termsCommand.nullish(),
  /** Values of the tenant's own attributes of quotes. */
  custom: customCommand,
  /** History: quoting a closed opportunity, in the name of the person who did. */
  backfill: z.boolean().nullish(),
  businessDate: z.iso.date('is a day, YYYY-MM-DD').nullish(),
  onBehalfOf: z.string().min(1).nullish(),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});
type CreateQuote = Omit<z.output<typeof command>, 'idempotencyKey'>;

/** The quote is there, as a draft with its first version; `created` is false when this external id was known before. */
export interface QuoteCreated extends Outcome {
  __typename: 'QuoteCreated';
  quoteId: string;
  created: boolean;
}

/** Makes a draft quote of an opportunity at its products' list prices, with a net price or a discount per line (R3, deal desk). */
export async function createQuote(
  runtime: DealDeskRuntime,
  caller: Caller,
  input: unknown,
): Promise<QuoteCreated | OpportunityClosed | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...create } = parsed.command;
  const refused = backfillProblem(caller, create, utcDay(instantNow(runtime.clock)));
  if (refused) return refused;
  const ids = { quote: newId(), version: newId(), lines: create.lines.map(newId) };
  return runtime.unitOfWork.write({ caller, action: 'createQuote', command: create, idempotencyKey }, (step) =>
    draft(runtime, step, create, ids),
  );
}

async function draft(
  runtime: DealDeskRuntime,
  step: WriteStep,
  create: CreateQuote,
  ids: { quote: string; version: string; lines: string[] },
): Promise<QuoteCreated | OpportunityClosed | NotFound | InvalidInput> {
  const ownerId = create.onBehalfOf ?? step.caller.id;
  const row = await step.lock(dealLockForQuote, {
    opportunityId: create.opportunityId,
    productIds: create.lines.map(({ productId }) => productId),
    externalId: create.externalId ?? null,
    ownerId,
  });
  if (!row) return notFound('opportunity');
  if (row.known) return foundAgain(row.known, create.opportunityId);
  if (!row.ownerFound) return notFound('user to act on behalf of');
  const { accountId, status, stage } = row.opportunity;
  if (status !== 'open' && !create.backfill) return opportunityClosed(stage);
  // Else an admin could let a deal under way approve itself in its rep's name.
  if (status === 'open' && create.backfill) {
    return invalidInput({ path: 'backfill', message: `is for closed opportunities; this one is ${stage}` });
  }
  const { facts } = (await configAt(runtime, step.tenantId, row.configNumber)).config;
  const { currency } = facts;
  const priced = priceLines(create.lines, row.products, currency, ids.lines);
  const made = withTenantValues(offered(priced, termsOver(STANDARD_TERMS, create.terms, currency)), create, facts);
  if (!made.ok) return invalidInput(...made.problems);
  const quote: Quote = {
    id: ids.quote,
    version: 1,
    createdAt: step.now,
    externalId: create.externalId ?? null,
    opportunityId: create.opportunityId,
    accountId,
    familyRootId: row.familyRootId,
    ownerId,
    status: 'draft',
    currentVersion: 1,
    currency,
    backfill: create.backfill ?? false,
    businessDate: create.businessDate ?? null,
    submittedOn: null,
    submittedBy: null,
    expiresAt: null,
  };
  const first = { id: ids.version, quoteId: quote.id, number: 1, createdAt: step.now, createdBy: step.caller.id };
  insert(step, quote, draftVersion(first, made.offer), made.lines);
  return { __typename: 'QuoteCreated', quoteId: quote.id, created: true };
}

function insert(step: WriteStep, quote: Quote, version: QuoteVersion, lines: QuoteLine[]): void {
  step.write(quoteInsert, { quote, version, lines });
  step.receipt({
    workflow: workflowId('deal', quote.opportunityId),
    step: 'CREATE_QUOTE',
    outcome: 'ALLOWED',
    resource: { type: 'Quote', id: quote.id, version: quote.version },
    onBehalfOf: onBehalfOfOwner(step, quote),
    business: {
      backfill: quote.backfill,
      business_date: quote.businessDate,
      snapshot: dealSnapshot({ quote, version, lines }),
    },
  });
}

/** The quote that has this external id; one of another opportunity is not what was meant. */
function foundAgain(known: { id: string; opportunityId: string }, opportunityId: string): QuoteCreated | InvalidInput {
  return known.opportunityId === opportunityId
    ? { __typename: 'QuoteCreated', quoteId: known.id, created: false }
    : invalidInput({ path: 'externalId', message: 'is the external id of a quote of another opportunity' });
}

/** Backfill is for RevOps admins alone; only they may act for somebody else, and only for history. */
function backfillProblem(caller: Caller, create: CreateQuote, today: string) {
  if (create.onBehalfOf && !create.backfill) {
    return invalidInput({ path: 'onBehalfOf', message: 'is only for backfilled history; set backfill' });
  }
  if (create.businessDate && !create.backfill) {
    return invalidInput({ path: 'businessDate', message: 'is only for backfilled history; set backfill' });
  }
  if (create.businessDate && create.businessDate > today) {
    return invalidInput({ path: 'businessDate', message: 'is in the future' });
  }
  if (create.backfill && !caller.roles.includes('revops_admin')) {
    return invalidInput({ path: 'backfill', message: 'is for RevOps admins alone' });
  }
  return null;
}

const opportunityClosed = (stage: string): OpportunityClosed => ({
  __typename: 'OpportunityClosed',
  message: `This opportunity is ${stage}; only a RevOps admin quotes it, as backfilled history.`,
});
