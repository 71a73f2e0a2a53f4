import { approvalsFindByIds, delegationsFindOfUser, inboxQuotesFind } from '../../cypher/generated/dealdesk.js';
import { instantNow } from '../kernel/clock.js';
import { discountBp } from '../kernel/values/money.js';
import { roleHolders, usersById } from '../tenancy/index.js';
import { ADMIN_INBOX, type Approval, holderRole } from './approval.js';
import { reasonInWords } from './reason-in-words.js';
import { configAt, type DealDeskRuntime, dealDeskConfigAt } from './runtime.js';

/** One approval as it is shown to an approver outside the product: what is asked, by whom, and whether it still is. */
export interface ApprovalSummary
  extends Pick<Approval, 'id' | 'version' | 'status' | 'role' | 'reasons' | 'quoteId' | 'quoteVersion'> {
  approval: Approval;
  /** Whether the version that it is about is the quote's current one. */
  isCurrent: boolean;
  /** History that was brought in: nobody needs to hurry. */
  backfill: boolean;
  ownerId: string;
  ownerName: string;
  submittedBy: string | null;
  opportunityName: string;
  accountName: string | null;
  currency: string;
  listTotalMinor: number;
  netTotalMinor: number;
  discountBp: number;
  termMonths: number | null;
  paymentDays: number | null;
  nonStandardTerms: boolean;
  /** Why it is asked for, a sentence a rule. */
  rationale: string;
  /** Codes that a rejection may name. */
  rejectCodes: string[];
}

/** Reads what an approver is asked; null when there is no such approval. */
export async function approvalSummary(
  runtime: DealDeskRuntime,
  tenantId: string,
  approvalId: string,
): Promise<ApprovalSummary | null> {
  const [found] = await runtime.graph.read(approvalsFindByIds, tenantId, { ids: [approvalId] });
  if (!found) return null;
  const approval = found.approval as Approval;
  const asked = [{ quoteId: approval.quoteId, number: approval.quoteVersion }];
  const [row] = await runtime.graph.read(inboxQuotesFind, tenantId, { asked, most: 1 });
  const active = await runtime.configs.active(tenantId);
  if (!row || !active) return null;
  const { quote, version, opportunityName, accountName } = row;
  const { reasonCodes } = await dealDeskConfigAt(runtime, tenantId, active.number);
  const { config } = await configAt(runtime, tenantId, approval.configNumber ?? active.number);
  const [owner] = await usersById(runtime, tenantId, [quote.ownerId]);
  const { id, version: approvalVersion, status, role, reasons, quoteId, quoteVersion } = approval;
  return {
    approval,
    ...{ id, version: approvalVersion, status, role, reasons, quoteId, quoteVersion },
    ownerName: owner?.name ?? '',
    isCurrent: quote.currentVersion === approval.quoteVersion,
    backfill: quote.backfill,
    ownerId: quote.ownerId,
    submittedBy: quote.submittedBy,
    ...{ opportunityName, accountName, currency: quote.currency },
    ...{ listTotalMinor: version.listTotalMinor, netTotalMinor: version.netTotalMinor },
    discountBp: discountBp(version.listTotalMinor, version.netTotalMinor),
    ...{ termMonths: version.termMonths, paymentDays: version.paymentDays, nonStandardTerms: version.nonStandardTerms },
    rationale: reasons.map((reason) => reasonInWords(reason, config.facts)).join(' '),
    rejectCodes: reasonCodes.REJECT,
  };
}

/**
 * Whom an open approval waits for: its assignee and those it went up to, or every holder of its role, and who decides in their place at
 * this instant; the quote's makers never.
 */
export async function peopleAsked(
  runtime: DealDeskRuntime,
  tenantId: string,
  { approval, ownerId, submittedBy }: ApprovalSummary,
): Promise<string[]> {
  const named = [...(approval.assigneeId ? [approval.assigneeId] : []), ...(approval.escalatedToIds ?? [])];
  const isShared = !approval.assigneeId && approval.inbox !== ADMIN_INBOX;
  const holders = isShared ? await roleHolders(runtime, tenantId, holderRole(approval.role)) : [];
  const asked = [...named, ...holders.map(({ id }) => id)];
  const people = new Set([...asked, ...(await delegatesOf(runtime, tenantId, named))]);
  return [...people].filter((id) => id !== ownerId && id !== submittedBy);
}

async function delegatesOf(runtime: DealDeskRuntime, tenantId: string, ids: string[]): Promise<string[]> {
  const at = instantNow(runtime.clock);
  const reads = ids.map((userId) => runtime.graph.read(delegationsFindOfUser, tenantId, { userId, at }));
  return (await Promise.all(reads)).flat().flatMap(({ given }) => given.map(({ userId }) => userId));
}
