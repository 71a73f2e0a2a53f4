import { monthsWrite } from '../../cypher/generated/entitlements.js';
import {
  countedEventsCount,
  countedReceiptsList,
  monthsList,
  monthsLockToReconcile,
  removedUntilFind,
} from '../../cypher/generated/usage.js';
import type { AgreedMonth, MonthKey, MonthRow } from '../../cypher/rows.js';
import type { Statement } from '../../cypher/statement.js';
import { type MonthlyCounter, retentionTerms } from '../entitlements/index.js';
import { systemCaller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import type { Outcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { epochMs, type Instant, instantOf, later } from '../kernel/values/instants.js';
import { monthName, monthOf } from '../kernel/values/months.js';
import { type Configs, zoneOf } from '../tenancy/index.js';
import { EVENT_TYPES } from './catalogue.js';
import { inLockOrder } from './counting.js';
import { reconciliationChain } from './reconciliation.js';

const DAY_MS = 86_400_000;
/** The longest month, with the hour that a zone may add. */
const MONTH_MS = 32 * DAY_MS;
/** A month is compared each time until it is this old: late events may count in it. Later only when its counters moved. */
const YOUNG_MS = 70 * DAY_MS;
/** Months read at a time. */
const PAGE = 1_000;

const COUNTERS = ['imports', 'exports', 'activeUsers'] as const satisfies readonly MonthlyCounter[];
/** Which counter each type of event, and each step of the product's own, raises. */
const BY_TYPE = new Map(EVENT_TYPES.flatMap(({ name, counts }) => (counts ? [[name, counts] as const] : [])));
const BY_STEP = new Map(
  EVENT_TYPES.flatMap(({ counts, toldBy }) => (counts ? toldBy.map((step) => [step as string, counts] as const) : [])),
);

type Figures = Record<MonthlyCounter, number>;
type Reading = Pick<Runtime, 'graph' | 'unitOfWork' | 'clock'> & { configs: Configs };

/** What comparing a tenant's months came to. */
export interface MonthsReconciled {
  checked: number;
  corrected: number;
  /** Sum of the differences of all counters, whatever their sign. */
  drift: number;
  /** Months that are over, and what they were found to count. */
  agreed: AgreedMonth[];
}

/**
 * Compares the counters of months with the events and receipts that they count (R2). A month that seems to differ is locked and counted
 * again behind its lock, where nobody counts in it; its difference is applied with a receipt. Safe to run twice at once, and to end anywhere.
 */
export async function reconcileMonths(runtime: Reading, tenantId: string): Promise<MonthsReconciled> {
  const zone = await zoneOf(runtime, tenantId);
  const now = runtime.clock.now();
  const since = await wholeSince(runtime, tenantId);
  const stored = await storedMonths(runtime, tenantId, since);
  const done: MonthsReconciled = { checked: 0, corrected: 0, drift: 0, agreed: [] };
  for (const start of startsToCompare(stored, zone, now).filter((at) => at >= since)) {
    const counted = await countMonth(
      (statement, params) => runtime.graph.read(statement, tenantId, params),
      start,
      zone,
    );
    const there = new Map(
      stored.filter(({ month }) => month.start === start).map(({ month }) => [monthName(month), month]),
    );
    for (const name of new Set([...there.keys(), ...counted.keys()])) {
      const month = there.get(name) ?? { ...none, ...keyFrom(name) };
      const figures = counted.get(name) ?? none;
      done.checked += 1;
      if (figuresText(month) === figuresText(figures)) {
        if (!isYoung(start, now)) done.agreed.push({ ...keyFrom(name), figures: figuresText(figures) });
        continue;
      }
      const difference = await correctMonth(runtime, tenantId, keyFrom(name), zone);
      done.corrected += Number(difference > 0);
      done.drift += difference;
    }
  }
  return done;
}

/**
 * Of months that began before this instant, retention may have removed what they count, or what says in which month it counts: they are left
 * alone. What left stays gone when the terms say later that it is kept for longer.
 */
async function wholeSince(runtime: Reading, tenantId: string): Promise<Instant> {
  const { cataloguedEventDays, shortPayloadDays, longPayloadDays } = await retentionTerms(runtime, tenantId);
  const days = Math.min(cataloguedEventDays, shortPayloadDays, longPayloadDays);
  const byTerms = instantOf(runtime.clock.now() - (days - 1) * DAY_MS);
  const [removed] = await runtime.graph.read(removedUntilFind, tenantId, {});
  return removed?.until ? later(byTerms, instantOf(epochMs(removed.until) + DAY_MS)) : byTerms;
}

const none: Figures = { imports: 0, exports: 0, activeUsers: 0 };
const figuresText = (figures: Figures): string => COUNTERS.map((counter) => figures[counter]).join(' ');
const isYoung = (start: Instant, now: number): boolean => epochMs(start) > now - YOUNG_MS;

function keyFrom(name: string): MonthKey {
  const at = name.indexOf('Z:') + 1;
  return { start: name.slice(0, at), workspaceId: name.slice(at + 1) };
}

type StoredMonth = { month: MonthRow; agreed: string | null };

async function storedMonths({ graph }: Reading, tenantId: string, since: Instant): Promise<StoredMonth[]> {
  const found: StoredMonth[] = [];
  for (let after = { workspaceId: '', start: '' }; ; ) {
    const place = { afterWorkspace: after.workspaceId, afterStart: after.start, since, most: PAGE };
    const page = await graph.read(monthsList, tenantId, place);
    found.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return found;
    after = last.month;
  }
}

/** The months in which something may have been counted since, and those whose counters are not what they were agreed to be. */
function startsToCompare(stored: readonly StoredMonth[], zone: string, now: number): Instant[] {
  const starts = new Set<Instant>();
  for (let at = now; at > now - YOUNG_MS; at = epochMs(monthOf(instantOf(at), zone).start) - 1) {
    starts.add(monthOf(instantOf(at), zone).start);
  }
  for (const { month, agreed } of stored) {
    if (isYoung(month.start, now) || agreed !== figuresText(month)) starts.add(month.start);
  }
  return [...starts].sort();
}

/** The same reading outside of a transaction and behind its locks. */
type Read = <P extends object, R>(statement: Statement<P, R>, params: P) => Promise<R[]>;

/** What a month counts in each workspace, by the month's name. */
async function countMonth(read: Read, start: Instant, zone: string): Promise<Map<string, Figures>> {
  const counted = new Map<string, Figures>();
  const add = (workspaceId: string, counter: MonthlyCounter | undefined, by: number) => {
    if (!counter) return;
    const name = monthName({ workspaceId, start });
    const figures = counted.get(name) ?? { ...none };
    figures[counter] += by;
    counted.set(name, figures);
  };
  const to = instantOf(epochMs(start) + MONTH_MS);
  const isHere = (countedIn: string | null, at: Instant) => (countedIn ?? monthOf(at, zone).start) === start;
  for (const row of await read(countedEventsCount, { types: [...BY_TYPE.keys()], from: start, to })) {
    if (isHere(row.countedFrom, row.occurredAt ?? '')) add(row.workspaceId, BY_TYPE.get(row.type), row.events);
  }
  // An action that spans midnight may be receipted a little after the month in which it counts.
  for (const row of await read(countedReceiptsList, { steps: [...BY_STEP.keys()], from: start, to })) {
    const { counted_in: countedIn } = JSON.parse(row.business ?? '{}') as { counted_in?: string };
    if (isHere(countedIn ?? null, row.createdAt)) add('', BY_STEP.get(row.step), 1);
  }
  return counted;
}

interface MonthCorrected extends Outcome {
  __typename: 'MonthCorrected';
  difference: number;
}

/** Counts a month behind its lock, and applies the difference; gives how much it was. */
async function correctMonth(
  { unitOfWork, clock }: Reading,
  tenantId: string,
  key: MonthKey,
  zone: string,
): Promise<number> {
  const chain = reconciliationChain(instantOf(clock.now()));
  const spec = { caller: systemCaller(tenantId, 'reconciliation'), action: 'reconcileUsage', command: key };
  const done = await unitOfWork.write<MonthCorrected>(spec, async (step) => {
    const locked = await step.lock(monthsLockToReconcile, { heads: [chain], months: inLockOrder([key]) });
    const before = locked?.months[0];
    if (!before) throw new DefectError('A month could not be locked');
    const counted = await countMonth((statement, params) => step.read(statement, params), key.start, zone);
    const after = { ...before, ...(counted.get(monthName(key)) ?? none) };
    const moved = COUNTERS.filter((counter) => before[counter] !== after[counter]);
    if (moved.length === 0) return { __typename: 'MonthCorrected', difference: 0 };
    step.write(monthsWrite, { months: [after] });
    for (const counter of moved) {
      step.receipt({
        workflow: chain.id,
        step: 'CORRECT_USAGE',
        outcome: 'ALLOWED',
        resource: { type: 'MonthlyUsage', id: key.start, version: null },
        business: {
          ...{ counter, workspace_id: key.workspaceId || null, month: key.start },
          ...{ before: before[counter], after: after[counter], difference: after[counter] - before[counter] },
          ...{ reason: 'NOT_WHAT_IT_COUNTS', at: step.now },
        },
      });
    }
    const difference = moved.reduce((sum, counter) => sum + Math.abs(after[counter] - before[counter]), 0);
    return { __typename: 'MonthCorrected', difference };
  });
  return done.__typename === 'MonthCorrected' ? done.difference : 0;
}
