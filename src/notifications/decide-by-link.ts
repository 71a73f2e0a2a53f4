import { callerById } from '../entitlements/index.js';
import type { Caller, RequestFacts } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { CodedError } from '../kernel/errors.js';
import type { Outcome } from '../kernel/outcomes.js';
import { type ApprovalLink, isPageToken, linkOf, markUsed } from './approval-link.js';
import type { NotificationsRuntime } from './runtime.js';

/** An approval as the deal desk tells of it at this moment. */
export interface AskedApproval {
  status: string;
  version: number;
  /** Whether the version of the quote that it is about is still the current one. */
  isCurrent: boolean;
}

/** Why a link leads nowhere: one sentence, and the HTTP status that goes with it. */
export interface LinkProblem {
  problem: string;
  status: 403 | 404 | 409 | 410;
}

/** A link that still decides. */
export interface GoodLink {
  tenantId: string;
  link: ApprovalLink;
}

const UNKNOWN: LinkProblem = { problem: 'This link is not valid.', status: 404 };
const USED: LinkProblem = { problem: 'This link was used already.', status: 410 };
const EXPIRED: LinkProblem = { problem: 'This link has expired; decide in revgraph instead.', status: 410 };
const ANOTHERS: LinkProblem = { problem: 'This link was sent to somebody else.', status: 403 };
const MOVED_ON: LinkProblem = { problem: 'The quote has moved on since this mail was sent.', status: 409 };
const STALE_PAGE: LinkProblem = { problem: 'This page was open for too long; open the link again.', status: 409 };
const NO_MORE: LinkProblem = { problem: 'You have no access any more.', status: 403 };

/** Reads a link and writes nothing: whoever opens it, a person or a scanner of mail. `signedIn` is who the request's own credentials name. */
export async function openLink(
  runtime: NotificationsRuntime,
  token: string,
  signedIn: Pick<Caller, 'id' | 'tenantId'> | null,
): Promise<GoodLink | LinkProblem> {
  const found = await linkOf(runtime, token);
  if (!found) return UNKNOWN;
  const { tenantId, link } = found;
  if (signedIn && (signedIn.id !== link.userId || signedIn.tenantId !== tenantId)) return ANOTHERS;
  if (link.usedAt !== null) return USED;
  return link.expiresAt <= instantNow(runtime.clock) ? EXPIRED : found;
}

/** Why an approval is no longer asked for, or null while it is. */
export function whyNotAsked(asked: AskedApproval | null): LinkProblem | null {
  if (!asked?.isCurrent || asked.status === 'superseded') return MOVED_ON;
  if (asked.status === 'open') return null;
  return { problem: `It was ${asked.status} already.`, status: 409 };
}

/** What a page sends: the token that it was given, and the decision. */
export interface LinkDecision {
  page: string;
  decision: string;
  reasonCode: string | null;
}

/** The deal desk's own use case, which knows rights, limits and receipts. */
export type Decide = (caller: Caller, input: object) => Promise<Outcome & { message?: string }>;

/**
 * Decides by a link, as the user whom it was sent to, with the rights of this instant. One link decides once: its id is the decision's idempotency
 * key, which is unique, whatever happens in between. Gives the deal desk's outcome, or why nothing was done.
 */
export async function decideByLink(
  runtime: NotificationsRuntime,
  { tenantId, link }: GoodLink,
  { page, decision, reasonCode }: LinkDecision,
  asked: AskedApproval | null,
  { decide, request }: { decide: Decide; request: RequestFacts },
): Promise<{ outcome: Outcome } | LinkProblem> {
  if (!isPageToken(runtime, link, page)) return STALE_PAGE;
  const notAsked = whyNotAsked(asked);
  if (!asked || notAsked) return notAsked ?? MOVED_ON;
  const caller = await callerById(runtime, tenantId, link.userId, { ...request, method: 'MAIL' });
  if (!caller) return NO_MORE;
  try {
    const input = { approvalId: link.approvalId, version: asked.version, decision, reasonCode };
    const outcome = await decide(caller, { ...input, idempotencyKey: `mail:${link.id}` });
    if (outcome.__typename === 'IdempotencyConflict') return USED;
    if (outcome.__typename !== 'ApprovalDecided') return { problem: outcome.message ?? MOVED_ON.problem, status: 409 };
    await markUsed(runtime, tenantId, link.id);
    return { outcome };
  } catch (error) {
    if (!(error instanceof CodedError) || !['FORBIDDEN', 'SEAT_REQUIRED'].includes(error.code)) throw error;
    return { problem: error.message, status: 403 };
  }
}
