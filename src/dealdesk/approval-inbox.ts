import {
  approvalsCountWaiting,
  approvalsListWaiting,
  delegationsFindOfUser,
  inboxQuotesFind,
} from '../../cypher/generated/dealdesk.js';
import type { InboxQuoteRow } from '../../cypher/rows.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import type { Runtime } from '../kernel/runtime.js';
import { epochMs } from '../kernel/values/instants.js';
import { discountBp } from '../kernel/values/money.js';
import { type Approval, approverRolesOf, inboxesOf } from './approval.js';

/** The most deals of an account that its history counts. */
const MOST_DEALS = 1_000;
const MINUTE_MS = 60_000;

/** What of an inbox is shown; what is left out lets everything through. */
export interface InboxFilter {
  role?: ApproverRole | null;
  segment?: string | null;
  /** `mine`: what waits for the caller alone, or went up to them; `shared`: for whoever holds a role. */
  kind?: 'mine' | 'shared' | null;
  overdue?: boolean | null;
  /** In basis points of list, inclusive. */
  minDiscountBp?: number | null;
}

/** Where a page begins: behind an approval's time and id. */
interface Page {
  after: string;
  afterId: string;
  most: number;
}

/** One open approval with what its approver needs to know of the quote. */
export interface InboxItem {
  approval: Approval;
  quote: InboxQuoteRow['quote'];
  version: InboxQuoteRow['version'];
  discountBp: number;
  opportunityName: string;
  accountName: string | null;
  strategic: boolean;
  history: AccountHistory;
  /** Since it was asked for, by the clock. */
  ageMinutes: number;
  /** Past the time by which it goes up, or gone up already. */
  isOverdue: boolean;
}

/** What there was with the quote's account before. */
export interface AccountHistory {
  won: number;
  lost: number;
  open: number;
  /** Discount of the last quote that was approved, in basis points of list. */
  lastDiscountBp: number | null;
  /** The day it counts for. */
  lastApprovedOn: string | null;
}

/** How much waits for a caller, in whole and by what it can be filtered by. */
export interface InboxCounts {
  waiting: number;
  overdue: number;
  mine: number;
  shared: number;
  roles: { role: string; waiting: number }[];
  segments: { segment: string | null; waiting: number }[];
}

/** In whose place a caller decides at this instant, by delegations; over more hops than one they are not shown in an inbox. */
export async function standsInFor({ graph, clock }: Runtime, { tenantId, id }: Caller): Promise<string[]> {
  const [delegations] = await graph.read(delegationsFindOfUser, tenantId, { userId: id, at: instantNow(clock) });
  return delegations?.held.map(({ userId }) => userId) ?? [];
}

/**
 * What is open for a caller to decide, oldest first: in their own inbox, in those of their roles, what went up to them, and
 * what waits for those in whose place they decide, in roles that they hold.
 */
export async function listInbox(
  runtime: Runtime,
  caller: Caller,
  page: Page & { now?: string },
  filter: InboxFilter = {},
): Promise<Approval[]> {
  const [own, principals] = await Promise.all([
    listed(runtime, caller, placesOf(caller, filter.kind ?? null), page, filter),
    filter.kind === 'mine' ? [] : standsInFor(runtime, caller),
  ]);
  const theirs = principals.length > 0 ? await listed(runtime, caller, placesOfOthers(principals), page, filter) : [];
  const found = [...own, ...theirs.filter((one) => isInInbox(caller, one, principals))];
  return found.sort((a, b) => (a.requestedAt + a.id < b.requestedAt + b.id ? -1 : 1)).slice(0, page.most);
}

async function listed(
  { graph }: Runtime,
  { tenantId }: Caller,
  places: { inboxes: string[]; escalatedInbox: string | null },
  page: Page & { now?: string },
  filter: InboxFilter,
): Promise<Approval[]> {
  const rows = await graph.read(approvalsListWaiting, tenantId, {
    ...places,
    after: page.after,
    afterId: page.afterId,
    most: page.most,
    role: filter.role ?? null,
    segment: filter.segment ?? null,
    dueBefore: filter.overdue ? (page.now ?? null) : null,
    minDiscountBp: filter.minDiscountBp ?? null,
  });
  return rows.map(({ approval }) => approval as Approval);
}

/** One page of a caller's inbox with everything an approver is shown: two round trips, however long the page. */
export async function inboxPage(
  runtime: Runtime,
  caller: Caller,
  filter: InboxFilter,
  page: Page,
): Promise<InboxItem[]> {
  const now = instantNow(runtime.clock);
  const approvals = await listInbox(runtime, caller, { ...page, now }, filter);
  if (approvals.length === 0) return [];
  const versions = new Map(approvals.map(({ quoteId, quoteVersion }) => [quoteId, quoteVersion]));
  const asked = [...versions].map(([quoteId, number]) => ({ quoteId, number }));
  const rows = await runtime.graph.read(inboxQuotesFind, caller.tenantId, { asked, most: MOST_DEALS });
  const known = new Map(rows.map((row) => [row.quote.id, row]));
  return approvals.flatMap((approval) => {
    const row = known.get(approval.quoteId);
    return row ? [itemOf(approval, row, now)] : [];
  });
}

/** How much waits for a caller; one round trip. */
export async function inboxCounts(runtime: Runtime, caller: Caller): Promise<InboxCounts> {
  const { inboxes, escalatedInbox } = placesOf(caller, null);
  const now = instantNow(runtime.clock);
  const rows = await runtime.graph.read(approvalsCountWaiting, caller.tenantId, {
    inboxes,
    escalatedInbox: escalatedInbox ?? '',
    now,
  });
  const sum = (some: typeof rows, of: 'waiting' | 'overdue' = 'waiting') =>
    some.reduce((total, row) => total + row[of], 0);
  const mine = sum(rows.filter(({ inbox }) => inbox === escalatedInbox));
  const by = <K extends 'role' | 'segment'>(key: K) =>
    [...new Set(rows.map((row) => row[key]))].sort().map((value) => ({
      [key]: value,
      waiting: sum(rows.filter((row) => row[key] === value)),
    }));
  return {
    waiting: sum(rows),
    overdue: sum(rows, 'overdue'),
    mine,
    shared: sum(rows) - mine,
    roles: by('role') as InboxCounts['roles'],
    segments: by('segment') as InboxCounts['segments'],
  };
}

/** Inboxes that a caller reads. What goes up to somebody waits in their own, beside the place where it waited. */
function placesOf(caller: Caller, kind: InboxFilter['kind']): { inboxes: string[]; escalatedInbox: string | null } {
  const own = `user:${caller.id}`;
  const inboxes = inboxesOf(caller.id, caller.roles);
  if (kind === 'mine') return { inboxes: [own], escalatedInbox: own };
  if (kind === 'shared') return { inboxes: inboxes.filter((inbox) => inbox !== own), escalatedInbox: null };
  return { inboxes, escalatedInbox: own };
}

function itemOf(approval: Approval, row: InboxQuoteRow, now: string): InboxItem {
  const { quote, version, dealStatuses, lastApproved } = row;
  const [last] = lastApproved;
  const count = (status: string) => dealStatuses.filter((one) => one === status).length;
  return {
    approval,
    quote,
    version,
    discountBp: discountBp(version.listTotalMinor, version.netTotalMinor),
    opportunityName: row.opportunityName,
    accountName: row.accountName,
    strategic: row.strategic,
    history: {
      won: count('won'),
      lost: count('lost'),
      open: count('open'),
      lastDiscountBp: last ? discountBp(last.listTotalMinor, last.netTotalMinor) : null,
      lastApprovedOn: last?.submittedOn ?? null,
    },
    ageMinutes: Math.max(0, Math.floor((epochMs(now) - epochMs(approval.requestedAt)) / MINUTE_MS)),
    isOverdue: approval.escalatedAt !== null || (approval.dueAt !== null && approval.dueAt < now),
  };
}

/** What waits for others alone. */
const placesOfOthers = (ids: string[]) => ({ inboxes: ids.map((id) => `user:${id}`), escalatedInbox: null });

/** Whether an open approval is one of those that a caller's inbox shows; `principals` are those in whose place they decide. */
export const isInInbox = (
  { id, roles }: Pick<Caller, 'id' | 'roles'>,
  approval: Approval,
  principals: string[] = [],
): boolean =>
  inboxesOf(id, roles).includes(approval.inbox) ||
  approval.escalatedInbox === `user:${id}` ||
  (principals.some((one) => approval.inbox === `user:${one}`) && approverRolesOf(roles).includes(approval.role));
