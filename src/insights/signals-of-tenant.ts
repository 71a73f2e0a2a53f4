import { blockedUsersFind, signalEventsFind, signalReceiptsFind } from '../../cypher/generated/insights.js';
import type { BlockedUserRow } from '../../cypher/rows.js';
import { getCurrentMonthUsage, type SeatUse, seatUse } from '../entitlements/index.js';
import type { Runtime } from '../kernel/runtime.js';
import { epochMs, type Instant } from '../kernel/values/instants.js';
import type { Configs } from '../tenancy/index.js';
import { decayedMilli } from './decay.js';
import { type Measure, type Measures, SIGNALS, type SignalEvidence, utilisationSteps } from './score.js';

/** What insights need beside the ground: the tenants' configurations. */
export interface InsightsRuntime extends Runtime {
  configs: Configs;
}

/** What was measured of a tenant, and who was blocked. */
export interface TenantSignals {
  seats: SeatUse;
  blocked: BlockedUserRow[];
  measures: Measures;
}

/** The last 30 days. */
export interface Period {
  from: Instant;
  to: Instant;
}

/** Refusals of a tenant that are read at most, and rows of each other step and type: caps are reached long before. */
const MOST_REFUSALS = 10_000;
const MOST_ROWS = 1_000;
/** Ids shown of each signal. */
export const MOST_EVIDENCE = 20;

const APPROACHING = ['CROSS_QUOTA'];
const EXCEEDED = ['DENY_QUOTA', 'OVERRUN_QUOTA'];
/** R2's refusals under the plan, as our own receipts and as events that others tell. */
const BEYOND_THE_PLAN = ['BLOCK_INVITATION', 'BLOCK_WORKSPACE', 'BLOCK_EXPORT', 'BLOCK_IMPORT'];
const TOLD_BEYOND = ['invite_attempt_blocked', 'create_hotel_attempt', 'export_blocked'];
const CLICKS = 'upgrade_click';
const VIEWS = 'paywall_view';

/** Reads the signals of one tenant in a period, by indexes alone; null: there is no such tenant. */
export async function signalsOfTenant(
  runtime: InsightsRuntime,
  tenantId: string,
  { from, to }: Period,
): Promise<TenantSignals | null> {
  const seats = await seatUse(runtime, tenantId);
  if (!seats) return null;
  const { graph } = runtime;
  const steps = [...APPROACHING, ...EXCEEDED, ...BEYOND_THE_PLAN];
  const types = [CLICKS, VIEWS, ...TOLD_BEYOND];
  const range = { from, to, mostEvidence: MOST_EVIDENCE };
  const [blocked, receipts, events, month] = await Promise.all([
    graph.read(blockedUsersFind, tenantId, { ...range, most: MOST_REFUSALS }),
    graph.read(signalReceiptsFind, tenantId, { ...range, steps, most: MOST_ROWS }),
    graph.read(signalEventsFind, tenantId, { from, to, types, most: MOST_ROWS }),
    getCurrentMonthUsage(runtime, tenantId),
  ]);
  const near = month.limits.filter(({ limit, isNearLimit }) => isNearLimit && limit !== 0).map(({ name }) => name);
  const measures: Measures = {
    ...blockedMeasures(blocked),
    NEAR_SEAT_LIMIT: { count: seats.nearLimit ? 1 : 0 },
    SEAT_UTILISATION: { count: utilisationSteps(seats.utilisationBp) },
    ...quotaMeasures(receipts, near),
    LIMITS_REACHED: beyondThePlan(receipts, events),
    UPGRADE_CLICKS: decaying(events, CLICKS, to, SIGNALS.UPGRADE_CLICKS.halfLifeDays),
    PAYWALL_VIEWS: decaying(events, VIEWS, to, SIGNALS.PAYWALL_VIEWS.halfLifeDays),
  };
  return { seats, blocked, measures };
}

/** What refusals for want of a seat measure: attempts, and distinct users. */
export function blockedMeasures(blocked: readonly BlockedUserRow[]): Measures {
  const evidence = evidenceOf(
    'RECEIPT',
    blocked.flatMap(({ receiptIds }) => receiptIds),
  );
  const attempts = blocked.reduce((sum, user) => sum + user.attempts, 0);
  // One refusal of each: who they are, and not how often.
  const ofUsers = evidenceOf(
    'RECEIPT',
    blocked.flatMap(({ receiptIds }) => receiptIds.slice(0, 1)),
  );
  return {
    BLOCKED_ATTEMPTS: { count: attempts, evidence },
    BLOCKED_USERS: { count: blocked.length, evidence: ofUsers },
  };
}

type ReceiptRow = { step: string; resourceId: string; count: number; receiptIds: string[] };
type EventRow = { id: string; type: string; occurredAt: string };

/** A quota that was exceeded does not count as approached too; `near` are limits of the month, which are counted in the graph. */
function quotaMeasures(receipts: readonly ReceiptRow[], near: readonly string[]): Measures {
  const of = (steps: readonly string[]) => receipts.filter(({ step }) => steps.includes(step));
  const exceeded = of(EXCEEDED);
  const names = new Set(exceeded.map(({ resourceId }) => resourceId));
  const approached = of(APPROACHING).filter(({ resourceId }) => !names.has(resourceId));
  return {
    QUOTAS_EXCEEDED: aboutQuotas(exceeded),
    QUOTAS_APPROACHING: aboutQuotas(approached, near),
  };
}

function aboutQuotas(rows: readonly ReceiptRow[], more: readonly string[] = []): Measure {
  const about = [...new Set([...rows.map(({ resourceId }) => resourceId), ...more])].sort();
  const evidence = evidenceOf(
    'RECEIPT',
    rows.flatMap(({ receiptIds }) => receiptIds),
  );
  return { count: about.length, about, evidence };
}

function beyondThePlan(receipts: readonly ReceiptRow[], events: readonly EventRow[]): Measure {
  const own = receipts.filter(({ step }) => BEYOND_THE_PLAN.includes(step));
  const told = events.filter(({ type }) => TOLD_BEYOND.includes(type));
  const count = own.reduce((sum, row) => sum + row.count, 0) + told.length;
  const ids = own.flatMap(({ receiptIds }) => receiptIds);
  return {
    count,
    evidence: [
      ...evidenceOf('RECEIPT', ids),
      ...evidenceOf(
        'EVENT',
        told.map(({ id }) => id),
      ),
    ],
  };
}

function decaying(events: readonly EventRow[], wanted: string, to: Instant, halfLifeDays: number): Measure {
  const found = events.filter(({ type }) => type === wanted);
  const happened = found.map(({ occurredAt }) => epochMs(occurredAt));
  return {
    count: found.length,
    decayedMilli: decayedMilli(happened, epochMs(to), halfLifeDays),
    evidence: evidenceOf(
      'EVENT',
      found.map(({ id }) => id),
    ),
  };
}

const evidenceOf = (kind: SignalEvidence['kind'], ids: readonly string[]): SignalEvidence[] =>
  ids.slice(0, MOST_EVIDENCE).map((id) => ({ kind, id }));
