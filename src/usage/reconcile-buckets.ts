import {
  bucketsCountByHour,
  bucketsFindOpen,
  bucketsListInHours,
  daysListFrom,
  measuredHoursFind,
  quartersFindMarked,
} from '../../cypher/generated/usage.js';
import type { AgreedHour, UsageBucketRow } from '../../cypher/rows.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import { QUARTER_HOUR_MS } from '../kernel/values/quarter-hours.js';
import type { Configs } from '../tenancy/index.js';
import { MAX_AHEAD_MS } from './envelope.js';
import { type BucketKey, keyOf } from './rollup/bucket.js';
import { calendarOf } from './rollup/calendar.js';
import { driftsFrom, rowsDigest, storedByKey } from './rollup/compare-buckets.js';
import {
  type Corrected,
  type CorrectingRuntime,
  correctMade,
  correctQuarters,
  countAnew,
  driftsOfMade,
  rightQuarters,
  textOfSums,
} from './rollup/correct-buckets.js';
import { USAGE_TYPES } from './rollup/figures.js';
import { Meters } from './rollup/measured-by.js';
import { type Parent, parentsOf } from './rollup/merge-upwards.js';
import { type Calendar, windowOf } from './rollup/windows.js';
import { usageSettings } from './settings.js';

type Comparing = CorrectingRuntime & { configs: Configs };

const HOUR_MS = 4 * QUARTER_HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
/** Buckets of quarter hours and hours looked at together, of so many hours; of one hour all of them. */
const MOST_LOOKED_AT = 5_000;
const MOST_HOURS = 48;
/** Quarter hours put right together: their events are counted again. */
const MOST_CORRECTED = 24;
/** Hours, days or months looked at together, each with what it is made of. */
const MOST_MADE = 100;

/** What comparing a tenant's buckets came to. */
export interface BucketsReconciled {
  checked: number;
  corrected: number;
  /** Figures that were off, of all buckets. */
  drift: number;
  /** Hours that were found to be what they count, and were not known to be. */
  agreed: AgreedHour[];
}

/** What all comparisons of a run share. */
interface Comparison {
  tenantId: string;
  calendar: Calendar;
  meters: Meters;
  done: BucketsReconciled;
}

/**
 * Compares buckets with what they sum up: quarter hours with the events that are there, where what they say is not what it was found to be
 * right before; hours, days and months with what they are made of. Looks at what open months hold, and at what late events may still
 * move. What seems to differ is looked at again behind the lock of the roll-up. Safe to run twice at once, and to end anywhere.
 */
export async function reconcileBuckets(runtime: Comparing, tenantId: string): Promise<BucketsReconciled> {
  const calendar = await calendarOf(runtime, tenantId);
  const from = await comparedFrom(runtime, tenantId, calendar);
  const meters = await Meters.since((text, params) => runtime.graph.read(text, tenantId, params), from);
  const done: BucketsReconciled = { checked: 0, corrected: 0, drift: 0, agreed: [] };
  const comparison = { tenantId, calendar, meters, done };
  const days = new Map<string, Parent>();
  for (const hours of await hoursToCompare(runtime, comparison, from)) {
    for (const place of await compareHours(runtime, comparison, hours)) days.set(keyOf(place), place);
  }
  const since = windowOf('month', from, calendar).start;
  const stored = await runtime.graph.read(daysListFrom, tenantId, { from: since });
  for (const day of parentsOf(stored, calendar, ['day'])) days.set(keyOf(day), day);
  await compareMade(runtime, comparison, [...days.values()]);
  await compareMade(runtime, comparison, parentsOf([...days.values()], calendar, ['month']));
  return done;
}

/** The day from which on buckets are compared: of the first open month, or the earliest that a late event may be of. */
async function comparedFrom(runtime: Comparing, tenantId: string, calendar: Calendar): Promise<Instant> {
  const { meteredDaysBack } = usageSettings((await runtime.configs.active(tenantId))?.config);
  const [open] = await runtime.graph.read(bucketsFindOpen, tenantId, { before: '~', most: 1 });
  const late = instantOf(runtime.clock.now() - meteredDaysBack * DAY_MS);
  const first = open && open.bucket.start < late ? open.bucket.start : late;
  return windowOf('day', first, calendar).start;
}

/** Hours (UTC) that have buckets, or events and should have some; as many together as are looked at at once. */
async function hoursToCompare(
  { graph, clock }: Comparing,
  { tenantId, meters }: Comparison,
  since: Instant,
): Promise<Instant[][]> {
  const from = windowOf('hour', since, []).start;
  const counts = new Map(
    (await graph.read(bucketsCountByHour, tenantId, { from })).map(({ hour, buckets }) => [hour, buckets]),
  );
  const gaps = gapsBetween([...counts.keys()].sort(), { from, to: instantOf(clock.now() + MAX_AHEAD_MS) });
  const types = [...new Set([...USAGE_TYPES, ...meters.types])];
  for (const { hour } of await graph.read(measuredHoursFind, tenantId, { gaps, types })) counts.set(hour, 0);
  const together: Instant[][] = [];
  let size = 0;
  for (const hour of [...counts.keys()].sort()) {
    size += counts.get(hour) ?? 0;
    const last = together.at(-1);
    if (last && size <= MOST_LOOKED_AT && last.length < MOST_HOURS) last.push(hour);
    else {
      together.push([hour]);
      size = counts.get(hour) ?? 0;
    }
  }
  return together;
}

const hourAfter = (hour: Instant): Instant => instantOf(epochMs(hour) + HOUR_MS);

/** What lies between hours, from one instant to another. */
function gapsBetween(hours: readonly Instant[], { from, to }: { from: Instant; to: Instant }) {
  const gaps: { from: Instant; to: Instant }[] = [];
  let at = from;
  for (const hour of hours) {
    if (at < hour) gaps.push({ from: at, to: hour });
    at = hourAfter(hour);
  }
  if (at < to) gaps.push({ from: at, to });
  return gaps;
}

/** Compares the quarter hours of hours with their events, and the hours with those; gives the days that hold them. */
async function compareHours(runtime: Comparing, comparison: Comparison, hours: readonly Instant[]): Promise<Parent[]> {
  const { tenantId, calendar, done } = comparison;
  const period = { from: hours[0] ?? '', to: hourAfter(hours.at(-1) ?? '') };
  const rows = await runtime.graph.read(bucketsListInHours, tenantId, period);
  done.checked += rows.length;
  const byHour = new Map<Instant, UsageBucketRow[]>(hours.map((hour) => [hour, []]));
  for (const { bucket } of rows) byHour.get(windowOf('hour', bucket.start, calendar).start)?.push(bucket);
  const unsure = [...byHour].flatMap(([start, buckets]) => {
    const sha256 = rowsDigest(buckets);
    const own = buckets.find(({ grain, workspaceId }) => grain === 'hour' && workspaceId === '');
    return own?.agreed === sha256 ? [] : [{ start, sha256, buckets }];
  });
  const quarters = await compareQuarters(runtime, comparison, unsure);
  const places = unsure.flatMap(({ buckets }) => buckets.map(placeOf));
  const off = await compareMade(runtime, comparison, parentsOf([...places, ...quarters], calendar, ['hour']));
  const wrong = new Set([...off, ...quarters].map(({ start }) => windowOf('hour', start, calendar).start));
  const agreed = unsure.filter(({ start, buckets }) => buckets.length > 0 && !wrong.has(start));
  done.agreed.push(...agreed.map(({ start, sha256 }) => ({ start, sha256 })));
  return parentsOf([...rows.map(({ bucket }) => placeOf(bucket)), ...quarters], calendar, ['day']);
}

const placeOf = ({ workspaceId, start }: UsageBucketRow) => ({ workspaceId, start });

/** Compares the quarter hours of hours with their events; gives those that are not what these come to, and those that wait. */
async function compareQuarters(
  runtime: Comparing,
  { tenantId, meters, done }: Comparison,
  hours: readonly { start: Instant; buckets: readonly UsageBucketRow[] }[],
): Promise<BucketKey[]> {
  const starts = hours.flatMap(({ start }) => [0, 1, 2, 3].map((n) => instantOf(epochMs(start) + n * QUARTER_HOUR_MS)));
  if (starts.length === 0) return [];
  const sums = await countAnew(runtime, tenantId, starts, meters);
  const rows = hours.flatMap(({ buckets }) => buckets.map((bucket) => ({ bucket })));
  const stored = storedByKey(rows.filter(({ bucket }) => bucket.grain === 'quarter'));
  const off = driftsFrom(stored, rightQuarters(starts, sums, stored)).map(({ right }) => right);
  const differing = [...new Set(off.map(({ start }) => start))];
  const marked = new Set(
    differing.length === 0
      ? []
      : (await runtime.graph.read(quartersFindMarked, tenantId, { starts: differing })).map(({ start }) => start),
  );
  const suspect = differing.filter((start) => !marked.has(start));
  for (let n = 0; n < suspect.length; n += MOST_CORRECTED) {
    const seen = new Map(suspect.slice(n, n + MOST_CORRECTED).map((start) => [start, textOfSums(sums, start)]));
    add(done, await correctQuarters(runtime, tenantId, seen, meters));
  }
  return off;
}

/** Compares hours, days or months with what they are made of; gives those that were not. */
async function compareMade(
  runtime: Comparing,
  { tenantId, calendar, done }: Comparison,
  parents: readonly Parent[],
): Promise<Parent[]> {
  const off: Parent[] = [];
  for (let n = 0; n < parents.length; n += MOST_MADE) {
    const some = parents.slice(n, n + MOST_MADE);
    const drifts = await driftsOfMade((statement, params) => runtime.graph.read(statement, tenantId, params), some);
    const wrong = new Set(drifts.map(({ right }) => keyOf(right)));
    const suspect = some.filter((parent) => wrong.has(keyOf(parent)));
    off.push(...suspect);
    add(done, await correctMade(runtime, tenantId, suspect, calendar));
    if (parents[0]?.grain !== 'hour') done.checked += some.length;
  }
  return off;
}

function add(done: BucketsReconciled, { buckets, figures }: Corrected): void {
  done.corrected += buckets;
  done.drift += figures;
}
