import { quoteFindForPreview, quoteSiblingsFind, roleHoldersFind } from '../../cypher/generated/dealdesk.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { DiscountFacts } from '../../policy/discount-facts.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type NotFound, notFound, type Outcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { utcDay } from '../kernel/values/instants.js';
import { ADMIN_INBOX, type Approval, holderRole } from './approval.js';
import { chainOf } from './chain.js';
import { closedToSubmit, isClosedTo, type OpportunityClosed, verdictInWords } from './errors.js';
import { evaluate } from './evaluate.js';
import { expectedHours } from './expected-hours.js';
import { SIBLING_DAYS } from './facts.js';
import { type Flip, flipsOf } from './flips.js';
import { handlersOf, type Reader } from './ownership.js';
import { apart, type Quote, type QuoteLine } from './quote.js';
import { reasonInWords } from './reason-in-words.js';
import { configAt, type DealDeskRuntime, dealDeskConfigAt } from './runtime.js';

/** One approval that submitting would ask for. */
export interface PreviewStep extends Pick<Approval, 'role' | 'stage' | 'status' | 'reasons' | 'assigneeId'> {
  /** One sentence a reason. */
  rationale: string;
  /** Who could decide it at present: the one it would wait for, else who holds the role and made none of the quote. */
  peopleIds: string[];
  /** Business hours that this role takes in the tenant's history (expected-hours.ts). */
  expectedHours: number | null;
  /** What would take the step away; empty where no single change would. */
  flips: Flip[];
}

/** What submitting would ask for, now; nothing is written. Steps are in order. */
export interface ApprovalPreview extends Outcome {
  __typename: 'ApprovalPreview';
  quoteId: string;
  verdict: DiscountVerdict;
  /** Why, a sentence a rule, with the names of what is missing. */
  rationale: string;
  steps: PreviewStep[];
  /** Business hours of the whole chain, the slowest role of each stage; null where one is not known. */
  expectedHours: number | null;
  /** What would let a denied quote be submitted. */
  flips: Flip[];
  currency: string;
  /** Lines of the version, in the order that flips count them. */
  lines: QuoteLine[];
}

/** Shows the approval chain of a quote's current version before it is submitted, by the same policy and facts. */
export async function previewQuoteApproval(
  runtime: DealDeskRuntime,
  caller: Caller,
  quoteId: string,
): Promise<ApprovalPreview | OpportunityClosed | NotFound> {
  const now = instantNow(runtime.clock);
  const { tenantId } = caller;
  const [row] = await runtime.graph.read(quoteFindForPreview, tenantId, {
    quoteId,
    today: utcDay(now),
    siblingDays: SIBLING_DAYS,
  });
  if (!row) return notFound('quote');
  const quote = row.quote as Quote;
  if (quote.status === 'draft' && isClosedTo(quote, row.opportunity)) return closedToSubmit(row.opportunity.stage);
  const { version, lines } = apart(row.current);
  const submitter = submitterOf(quote, caller, row.ownerRoles as Caller['roles']);
  const asked = { quote, version, lines, deal: row };
  const { verdict, evidence } = await evaluate(runtime, submitter, asked, now, (family) =>
    runtime.graph.read(quoteSiblingsFind, tenantId, family),
  );
  const reader: Reader = { read: (statement, params) => runtime.graph.read(statement, tenantId, params) };
  const handlerIds = [submitter.id, ...(await handlersOf(reader, quote))];
  const planned = await chainOf(reader, {
    verdict,
    quote,
    version,
    lines,
    deal: row,
    submitter,
    config: await configAt(runtime, tenantId, row.configNumber),
    handlerIds,
    approvals: row.approvals as Approval[],
    settings: await dealDeskConfigAt(runtime, tenantId, row.configNumber),
    idAt: newId,
    now,
  });
  const makers = [quote.ownerId, ...handlerIds, ...version.makerIds];
  const facts = evidence.facts as Omit<DiscountFacts, 'config'>;
  const chain = await explained(runtime, tenantId, { planned, makers, verdict, facts, configNumber: row.configNumber });
  return {
    __typename: 'ApprovalPreview',
    quoteId,
    verdict,

    currency: quote.currency,
    lines,
    ...chain,
  };
}

interface Asked {
  planned: Approval[];
  /** Who made the quote, and so decides none of it. */
  makers: string[];
  verdict: DiscountVerdict;
  facts: Omit<DiscountFacts, 'config'>;
  configNumber: number;
}

/** The chain with its reasons in words, its people, its expected hours, and what would flip each step. */
async function explained(
  runtime: DealDeskRuntime,
  tenantId: string,
  { planned, makers, verdict, facts, configNumber }: Asked,
): Promise<Pick<ApprovalPreview, 'rationale' | 'steps' | 'expectedHours' | 'flips'>> {
  const { config } = await configAt(runtime, tenantId, configNumber);
  const { businessHours } = await dealDeskConfigAt(runtime, tenantId, configNumber);
  const roles = verdict.required_approvals;
  const [hours, holders] = await Promise.all([
    expectedHours(runtime, tenantId, roles, businessHours),
    holdersOf(runtime, tenantId, roles),
  ]);
  const flips = flipsOf({ ...facts, config: config.facts }, verdict, (changed) =>
    runtime.policies.embedded.decideDiscount(changed),
  );
  return {
    rationale: verdictInWords(verdict),
    steps: planned.map(({ role, stage, status, reasons, assigneeId, inbox }) => ({
      role,
      stage,
      status,
      reasons,
      assigneeId,
      rationale: reasons.map((reason) => reasonInWords(reason, config.facts)).join(' '),
      peopleIds: peopleOf(
        { assigneeId, inbox },
        (holders.get(role) ?? []).filter((id) => !makers.includes(id)),
      ),
      expectedHours: hours.get(role) ?? null,
      flips: flips.ofRole[role] ?? [],
    })),
    expectedHours: chainHours(verdict.stages, hours),
    flips: flips.ofDenial,
  };
}

/** Whom an approval would wait for: nobody yet, where an admin is to name somebody. */
function peopleOf({ assigneeId, inbox }: Pick<Approval, 'assigneeId' | 'inbox'>, holders: string[]): string[] {
  if (assigneeId) return [assigneeId];
  return inbox === ADMIN_INBOX ? [] : holders;
}

async function holdersOf(
  { graph }: DealDeskRuntime,
  tenantId: string,
  asked: ApproverRole[],
): Promise<Map<ApproverRole, string[]>> {
  if (asked.length === 0) return new Map();
  const found = await graph.read(roleHoldersFind, tenantId, { roles: asked.map(holderRole) });
  const idsOf = new Map(found.map(({ role, userIds }) => [role, userIds]));
  return new Map(asked.map((role) => [role, idsOf.get(holderRole(role)) ?? []]));
}

function chainHours(stages: ApproverRole[][], hours: Map<ApproverRole, number | null>): number | null {
  let total = 0;
  for (const roles of stages) {
    const known = roles.map((role) => hours.get(role) ?? null);
    if (known.includes(null)) return null;
    total += Math.max(...(known as number[]));
  }
  return Math.round(total * 10) / 10;
}

/** Whoever looks, the answer is its submitter's: the owner, or for history a RevOps admin in the owner's name. */
function submitterOf(quote: Quote, caller: Caller, ownerRoles: Caller['roles']): Caller {
  if (!quote.backfill) return { ...caller, id: quote.ownerId, roles: ownerRoles };
  return caller.roles.includes('revops_admin') ? caller : { ...caller, id: 'any-admin', roles: ['revops_admin'] };
}
