import {
  bucketsListInWindows,
  bucketsListOfQuarters,
  bucketsWrite,
  ingestMarksDelete,
  ingestMarksFind,
  ingestMarksShorten,
  rollUpLock,
} from '../../../cypher/generated/usage.js';
import type { IngestMarkRow, MarkedRow } from '../../../cypher/rows.js';
import { systemCaller } from '../../kernel/caller.js';
import { instantNow } from '../../kernel/clock.js';
import { CodedError, DefectError } from '../../kernel/errors.js';
import type { IdempotencyConflict, Outcome } from '../../kernel/outcomes.js';
import { type ReceiptDraft, workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { type Instant, utcDay } from '../../kernel/values/instants.js';
import { quarterOf } from '../../kernel/values/quarter-hours.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { type Configs, forEveryTenant } from '../../tenancy/index.js';
import { aggregateText, type Bucket, bucketFrom, bucketsDigest, bucketWrite, keyOf } from './bucket.js';
import { calendarOf, followZone, isInForce } from './calendar.js';
import { closeMonths } from './close-months.js';
import { deniedIn } from './denied.js';
import { merged, nothing } from './figures.js';
import { settledMarks, without } from './marks.js';
import { Meters } from './measured-by.js';
import { mergeUpwards, parentsOf, windowsFor } from './merge-upwards.js';
import { type Quarters, sumUp } from './read-events.js';
import type { Calendar } from './windows.js';

/** Quarter hours of one transaction, of a day that is. */
const MOST_QUARTERS = 96;
/** Quarter hours' buckets of one transaction: an idle Neo4j writes them within a second, and would end it after 10. */
const MOST_BUCKETS = 2_500;
/** What was too much for one transaction is tried again with a part of it, until there is so little. */
const PART = 4;
const FEWEST_BUCKETS = 50;
/** Transactions of one tenant in one run: who has more comes round again, and holds nobody else up. */
const MOST_ROUNDS = 500;

/** What roll-ups need. */
export type RollUpRuntime = Pick<Runtime, 'graph' | 'unitOfWork' | 'clock' | 'log'> & { configs: Configs };

/** Quarter hours were summed up; `buckets` of all grains were written. */
interface UsageRolledUp extends Outcome {
  __typename: 'UsageRolledUp';
  quarters: number;
  buckets: number;
}

/** Somebody else wrote one of the quarter hours since they were read. */
interface RollUpOvertaken extends Outcome {
  __typename: 'RollUpOvertaken';
}

/**
 * Sums up what was kept or voided since: quarter hours from the events that are there, hours, days and months from what they are made
 * of. It may run twice at once and end anywhere: marks end in the transaction that writes what they asked for. Gives what it wrote.
 */
export async function rollUpUsage(
  runtime: RollUpRuntime,
  tenantId: string,
): Promise<{ quarters: number; buckets: number }> {
  const total = { quarters: 0, buckets: 0 };
  await followZone(runtime, tenantId);
  let most = MOST_BUCKETS;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const marks = await settledMarks(runtime, tenantId);
    if (marks.length === 0) {
      await closeMonths(runtime, tenantId);
      break;
    }
    const done = await rollUpMarked(runtime, tenantId, marks, most).catch((error: unknown) => {
      if (!(error instanceof CodedError && error.code === 'UNAVAILABLE') || most < FEWEST_BUCKETS) throw error;
      most /= PART;
      return null;
    });
    if (done?.__typename !== 'UsageRolledUp') continue;
    total.quarters += done.quarters;
    total.buckets += done.buckets;
  }
  return total;
}

/** Rolls up all tenants. One tenant's failure stops no other. */
export const rollUpAllUsage = (runtime: RollUpRuntime) =>
  forEveryTenant(
    runtime,
    { quarters: 0, buckets: 0 },
    "a tenant's usage was not rolled up; it comes round again",
    (tenantId) => rollUpUsage(runtime, tenantId),
  );

async function rollUpMarked(
  runtime: RollUpRuntime,
  tenantId: string,
  marks: readonly IngestMarkRow[],
  most: number,
): Promise<UsageRolledUp | RollUpOvertaken | IdempotencyConflict> {
  const first = quartersIn(marks).slice(0, MOST_QUARTERS);
  const toSum = new Set(quartersIn(marks.filter(({ remakes }) => !remakes)));
  const calendar = await calendarOf(runtime, tenantId);
  // Before the events: whoever writes a quarter hour after this is noticed by its version.
  const before = await quartersOfStarts((asked) =>
    runtime.graph.read(bucketsListOfQuarters, tenantId, { starts: asked }),
  )(first);
  const marked = fitting(first, before, most);
  // After the marks: who declares a meter leaves one.
  const meters = await Meters.since((text, params) => runtime.graph.read(text, tenantId, params), marked[0] ?? '');
  const asked = marked.filter((start) => toSum.has(start));
  const sums = await sumUp(runtime, tenantId, asked, meters, most);
  const next = asked[sums.size] ?? '~';
  const starts = marked.filter((start) => start < next);
  const chain = { id: workflowId('batch', `roll-up:${utcDay(instantNow(runtime.clock))}`), kind: 'batch' };
  const caller = systemCaller(tenantId, 'usage-roll-up');
  const spec = { caller, action: 'rollUpUsage', command: { starts } };
  return runtime.unitOfWork.write<UsageRolledUp | RollUpOvertaken>(spec, async (step) => {
    if (!(await step.lock(rollUpLock, { heads: [chain] }))) throw new DefectError('A roll-up could not be locked');
    const now = await quartersOfStarts((those) => step.read(bucketsListOfQuarters, { starts: those }))(starts);
    const isOld = isOvertaken(before, now, starts) || !(await isInForce(step, calendar));
    if (isOld) return { __typename: 'RollUpOvertaken' };
    // As they are now: whoever ended one meanwhile has added its denials.
    const there = await step.read(ingestMarksFind, { ids: marks.map(({ id }) => id) });
    const denied = deniedIn(there, starts);
    const quarters = [...sums.keys()].flatMap((start) => quarterBuckets(start, sums, denied, now));
    const changed = quarters.filter((quarter) => isChanged(quarter, now.get(keyOf(quarter)) ?? null));
    const remade = [...now.values()].filter(({ start }) => !sums.has(start));
    const made = await madeOf(step, [...changed, ...remade], calendar);
    const buckets = [...quarters, ...made];
    write(step, chain.id, { starts, marks: there, buckets });
    return { __typename: 'UsageRolledUp', quarters: starts.length, buckets: buckets.length };
  });
}

const quartersIn = (marks: readonly IngestMarkRow[]): Instant[] =>
  [...new Set(marks.flatMap(({ quarters }) => quarters))].sort();

/** The first quarter hours, as many as have `most` buckets, and one at least. */
function fitting(quarters: readonly Instant[], stored: BucketsByKey, most: number): Instant[] {
  const counts = new Map<Instant, number>();
  for (const { start } of stored.values()) counts.set(start, (counts.get(start) ?? 0) + 1);
  let size = 0;
  return quarters.filter((start, n) => {
    size += counts.get(start) ?? 0;
    return n === 0 || size <= most;
  });
}

/** Hours, days and months that are made of quarter hours, from these and from what is stored. */
async function madeOf(step: WriteStep, quarters: readonly Omit<Bucket, 'version'>[], calendar: Calendar) {
  const parents = parentsOf(quarters, calendar);
  const rows = await step.read(bucketsListInWindows, { windows: windowsFor(parents) });
  const stored = rows.map(({ bucket }) => bucketFrom(bucket));
  return mergeUpwards(parents, stored, quarters);
}

type BucketsByKey = Map<string, Bucket>;

const quartersOfStarts =
  (read: (starts: Instant[]) => Promise<{ bucket: Parameters<typeof bucketFrom>[0] }[]>) =>
  async (starts: Instant[]): Promise<BucketsByKey> =>
    new Map((await read(starts)).map((row) => bucketFrom(row.bucket)).map((bucket) => [keyOf(bucket), bucket]));

/**
 * What a quarter hour comes to for each workspace that has events, denials or had some: denials are added to its base. The tenant's own is always written, though it be
 * empty: its version tells others that they were overtaken.
 */
export function quarterBuckets(
  start: Instant,
  sums: Quarters,
  denied: Quarters,
  before: BucketsByKey,
): Omit<Bucket, 'version'>[] {
  const byWorkspace = sums.get(start) ?? new Map();
  const more = denied.get(start) ?? new Map();
  const had = [...before.values()].filter((bucket) => bucket.start === start).map(({ workspaceId }) => workspaceId);
  return [...new Set(['', ...had, ...byWorkspace.keys(), ...more.keys()])].map((workspaceId) => {
    const key = { workspaceId, grain: 'quarter' as const, start };
    const apart = [before.get(keyOf(key))?.base, more.get(workspaceId)].flatMap((one) => one ?? []);
    const base = apart.length > 0 ? merged(apart) : null;
    const raw = byWorkspace.get(workspaceId) ?? nothing();
    const rest = { end: quarterOf(start).end, openUntil: null, closedAt: null, adjusted: null };
    return { ...key, ...rest, base, whole: base ? merged([base, raw]) : raw };
  });
}

function isOvertaken(before: BucketsByKey, now: BucketsByKey, starts: readonly Instant[]): boolean {
  const ours = [...before.values()].filter(({ start }) => starts.includes(start));
  return ours.length !== now.size || ours.some((bucket) => now.get(keyOf(bucket))?.version !== bucket.version);
}

const isChanged = (fresh: Omit<Bucket, 'version'>, stored: Bucket | null): boolean =>
  aggregateText(fresh.whole) !== aggregateText(stored?.whole ?? nothing());

interface RolledUp {
  starts: readonly Instant[];
  marks: readonly MarkedRow[];
  buckets: readonly Omit<Bucket, 'version'>[];
}

function write(step: WriteStep, workflow: string, { starts, marks, buckets }: RolledUp): void {
  const { ended, shortened } = without(marks, new Set(starts));
  step.write(bucketsWrite, { buckets: buckets.map(bucketWrite) });
  if (ended.length > 0) step.write(ingestMarksDelete, { ids: ended });
  if (shortened.length > 0) step.write(ingestMarksShorten, { marks: shortened });
  step.receipt({
    workflow,
    step: 'ROLL_UP_USAGE',
    outcome: 'ALLOWED',
    resource: { type: 'UsageBucket', id: starts[0] ?? '', version: null },
    business: {
      from: starts[0],
      to: starts.at(-1),
      quarters: starts.length,
      buckets: buckets.length,
      buckets_sha256: bucketsDigest(buckets),
    },
  });
  const adjusted = buckets.filter((bucket) => bucket.adjusted !== null);
  if (adjusted.length > 0) step.receipt(adjustment(workflow, adjusted));
}

/** What closed months come to now, beside what they were closed with. */
const adjustment = (workflow: string, months: RolledUp['buckets']): ReceiptDraft => ({
  workflow,
  step: 'ADJUST_USAGE_MONTH',
  outcome: 'ALLOWED',
  resource: { type: 'UsageBucket', id: months[0]?.start ?? '', version: null },
  business: {
    months: months.map(({ workspaceId, start, closedAt, whole, adjusted }) => ({
      ...{ workspace_id: workspaceId || null, start, closed_at: closedAt },
      ...{ closed: whole.figures, now: adjusted?.figures },
    })),
  },
});
