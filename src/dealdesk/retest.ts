import { quoteFindForPreview } from '../../cypher/generated/dealdesk.js';
import type { DealFactsRow } from '../../cypher/rows.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import type { Caller } from '../kernel/caller.js';
import type { PolicyEvidence } from '../kernel/receipts.js';
import { newId } from '../kernel/values/ids.js';
import { utcDay } from '../kernel/values/instants.js';
import type { Approval } from './approval.js';
import { approvalsOfRole } from './approval-plan.js';
import { askedByRole, makersOf, poolFor } from './chain.js';
import type { Deciding } from './deciding.js';
import { evaluate } from './evaluate.js';
import { SIBLING_DAYS } from './facts.js';
import { lockedSiblings } from './family-sums.js';
import type { Quote } from './quote.js';
import { type DealDeskRuntime, dealDeskConfigAt } from './runtime.js';

/** A quote evaluated again while its chain goes on, and what it is asked for beside. */
export interface Retest {
  verdict: DiscountVerdict;
  evidence: PolicyEvidence;
  /** Waiting, each in its stage. */
  added: Approval[];
}

/**
 * Tests the conditions of a quote again, when a stage of its chain is complete: by the configuration that it was submitted
 * under, on facts as they are now. It only adds steps: what was asked for is asked for still (semantics, Deal desk). Null
 * where it is not kept which configuration that was.
 */
export async function retested(
  runtime: DealDeskRuntime,
  deciding: Deciding,
  handlerIds: string[],
): Promise<Retest | null> {
  const { step, quote, version, lines, approval } = deciding;
  const { configNumber } = approval;
  if (configNumber === null) return null;
  const window = { today: utcDay(step.now), siblingDays: SIBLING_DAYS };
  const [row] = await step.read(quoteFindForPreview, { quoteId: quote.id, ...window });
  if (!row) return null;
  const deal: DealFactsRow = { ...row, configNumber };
  const submitter = submitterOf(quote, step.caller, row.ownerRoles);
  const tested = { quote, version, lines, deal };
  const { verdict, evidence } = await evaluate(runtime, submitter, tested, step.now, (family) =>
    lockedSiblings(step, family),
  );
  const asked = new Set<ApproverRole>(deciding.approvals.map(({ role }) => role));
  const roles = verdict.required_approvals.filter((role) => !asked.has(role));
  if (roles.length === 0) return { verdict, evidence, added: [] };
  const settings = await dealDeskConfigAt(runtime, step.tenantId, configNumber);
  const makers = makersOf({ quote, version, deal, handlerIds, now: step.now });
  const pool = await poolFor(step, deal, settings, roles, makers);
  let drawn = 0;
  const nextId = () => (deciding.ids.approvals[drawn++] ??= newId());
  const chain = {
    ...{ verdict, quote, version, configNumber, now: step.now, deadlines: deciding.deadlines },
    ...{ standing: new Map(), asked: askedByRole(settings, pool, makers, new Map()) },
  };
  const added = roles.flatMap((role) => approvalsOfRole(chain, role, stageFor(role, verdict.stages, deciding), nextId));
  return { verdict, evidence, added };
}

/** As whom a quote is evaluated: as who submitted it, its owner, or for history an admin in the owner's name. */
function submitterOf(quote: Quote, caller: Caller, ownerRoles: string[]): Caller {
  const isAdmins = quote.backfill && quote.submittedBy !== null && quote.submittedBy !== quote.ownerId;
  const roles = (isAdmins ? ['revops_admin'] : ownerRoles) as Caller['roles'];
  return { ...caller, id: isAdmins ? (quote.submittedBy as string) : quote.ownerId, roles };
}

/** The stage of a role that was not asked: behind what comes before it and is left to decide, or else right now. */
function stageFor(
  role: ApproverRole,
  stages: ApproverRole[][],
  { approvals, approval }: Pick<Deciding, 'approvals' | 'approval'>,
): number {
  const rank = (one: ApproverRole) => stages.findIndex((roles) => roles.includes(one));
  const left = approvals.filter(({ status, id }) => status === 'waiting' && id !== approval.id);
  const beside = left.find((one) => rank(one.role) === rank(role));
  if (beside) return beside.stage;
  const before = left.filter((one) => rank(one.role) >= 0 && rank(one.role) < rank(role));
  return before.length > 0 ? Math.max(...before.map(({ stage }) => stage)) + 1 : approval.stage;
}
