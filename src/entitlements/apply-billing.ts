import { endedGroundInsert, entitlementLockByGround, entitlementsWrite } from '../../cypher/generated/entitlements.js';
import type { EntitlementRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import type { IdempotencyConflict, Outcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import type { Instant } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import { adminChain } from '../tenancy/index.js';
import {
  type EntitledSubject,
  endedEntitlement,
  entitlementSnapshot,
  newEntitlement,
  subjectText,
  tellOf,
} from './entitlement.js';

/** What a billing event says of a ground, such as a subscription: paid until an instant, or ended. */
export interface BillingChange extends EntitledSubject {
  change: 'paid' | 'ended';
  /** `stripe:<subscription or invoice>`. */
  ground: string;
  /** The event that says so: its history. */
  eventId: string;
  eventType: string;
  /** What was paid for, and until when; null of what ended, or where the payment names nothing. */
  entitlement: string | null;
  until: Instant | null;
}

interface BillingApplied extends Outcome {
  __typename: 'BillingApplied';
  changed: number;
}

type Locked = { hasEnded: boolean; granted: EntitlementRow[] };

/**
 * Brings entitlements to where a billing event takes them (R1): a payment extends its user's, or workspace's, to the end of the period, and
 * never shortens it; a ground that ended ends them all, for good. In whatever order events come, and however often: what has
 * ended is remembered, so that a payment told late brings nothing back. A payment that names nobody, or nothing, grants nothing.
 */
export function applyBilling(
  runtime: Runtime,
  caller: Caller,
  change: BillingChange,
): Promise<BillingApplied | IdempotencyConflict> {
  const chain = adminChain(change.ground);
  const id = newId();
  const spec = { caller, action: 'applyBilling', command: change, idempotencyKey: change.eventId };
  return runtime.unitOfWork.write<BillingApplied>(spec, async (step) => {
    const locked = await step.lock(entitlementLockByGround, { heads: [chain], ground: change.ground });
    if (!locked) throw new DefectError(`The ground ${change.ground} could not be locked`);
    const changed = change.change === 'paid' ? pay(step, change, locked, id) : end(step, change, locked);
    return { __typename: 'BillingApplied', changed };
  });
}

function pay(step: WriteStep, change: BillingChange, { hasEnded, granted }: Locked, id: string): number {
  const { userId, workspaceId, entitlement: name, ground, until } = change;
  if (hasEnded || !name || !until || (!userId && !workspaceId)) return 0;
  const subject = subjectText({ userId, workspaceId });
  const before = granted.find((one) => one.subject === subject && one.name === name);
  if (before && (before.state === 'ENDED' || before.until === null || before.until >= until)) return 0;
  const after = before
    ? { ...before, until, version: before.version + 1 }
    : newEntitlement(id, { subject, name, ground, until }, step.now);
  step.write(entitlementsWrite, { entitlements: [after] });
  tellOf(step, 'GRANT_ENTITLEMENT', after, { business: eventOf(change) });
  return 1;
}

function end(step: WriteStep, change: BillingChange, { hasEnded, granted }: Locked): number {
  const ended = granted.filter(({ state }) => state === 'ACTIVE').map((one) => endedEntitlement(one, step.now));
  if (hasEnded && ended.length === 0) return 0;
  if (!hasEnded) step.write(endedGroundInsert, { id: change.ground, at: step.now });
  if (ended.length > 0) step.write(entitlementsWrite, { entitlements: ended });
  const ground = hasEnded ? [] : [{ type: 'EndedGround', id: change.ground, createdAt: step.now }];
  step.receipt({
    workflow: adminChain(change.ground).id,
    step: 'END_ENTITLEMENT',
    outcome: 'ALLOWED',
    resource: { type: 'EndedGround', id: change.ground, version: null },
    business: { ...eventOf(change), snapshot: [...ground, ...ended.map(entitlementSnapshot)] },
  });
  return ended.length;
}

const eventOf = ({ eventId, eventType }: BillingChange) => ({ event_type: eventType, event_id: eventId });
