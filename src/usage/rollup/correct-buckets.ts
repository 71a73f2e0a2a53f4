import {
  bucketsListInWindows,
  bucketsListOfQuarters,
  bucketsWrite,
  quartersFindMarked,
  quartersFindRemade,
  rollUpLock,
} from '../../../cypher/generated/usage.js';
import { textDigest } from '../../evidence/index.js';
import { systemCaller } from '../../kernel/caller.js';
import { DefectError } from '../../kernel/errors.js';
import type { Outcome } from '../../kernel/outcomes.js';
import type { Runtime } from '../../kernel/runtime.js';
import { type Instant, instantOf } from '../../kernel/values/instants.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { reconciliationChain } from '../reconciliation.js';
import { aggregateText, bucketWrite, keyOf } from './bucket.js';
import { isInForce } from './calendar.js';
import { comesTo, type Drift, driftsFrom, movedBetween, type StoredByKey, storedByKey } from './compare-buckets.js';
import type { Meters, Read } from './measured-by.js';
import { mergeUpwards, type Parent, windowsFor } from './merge-upwards.js';
import { type Quarters, sumUp } from './read-events.js';
import { quarterBuckets } from './roll-up-usage.js';
import type { Calendar } from './windows.js';

/** Buckets put right in one transaction, each with its receipt. */
const MOST_CORRECTED = 100;

export type CorrectingRuntime = Pick<Runtime, 'graph' | 'unitOfWork' | 'clock'>;

/** What was put right. */
export interface Corrected {
  buckets: number;
  figures: number;
}

interface BucketsCorrected extends Outcome, Corrected {
  __typename: 'BucketsCorrected';
}

/** What the events of quarter hours come to by now, of all of them. */
export const countAnew = (
  runtime: CorrectingRuntime,
  tenantId: string,
  quarters: readonly Instant[],
  meters: Meters,
): Promise<Quarters> => sumUp(runtime, tenantId, quarters, meters, Number.POSITIVE_INFINITY);

/** What quarter hours are to be, given what their events come to: with what is known of events that are gone. */
export function rightQuarters(starts: readonly Instant[], sums: Quarters, stored: StoredByKey) {
  const buckets = new Map([...stored].map(([key, { bucket }]) => [key, bucket]));
  return starts.flatMap((start) => quarterBuckets(start, sums, new Map(), buckets));
}

/** The same of one quarter hour as text. */
export const textOfSums = (sums: Quarters, start: Instant): string =>
  JSON.stringify([...(sums.get(start) ?? [])].map(([workspaceId, sum]) => [workspaceId, aggregateText(sum)]).sort());

/**
 * Puts quarter hours right that seemed not to be what their events come to (`seen`: to what those came then). Events are counted once more
 * before the lock of the roll-up is taken: what both counts agree on was committed before the second began, with its marks. Behind the lock
 * nobody may have written the quarter hour since, and none may be marked: what is marked is late, and no drift.
 */
export async function correctQuarters(
  runtime: CorrectingRuntime,
  tenantId: string,
  seen: ReadonlyMap<Instant, string>,
  meters: Meters,
): Promise<Corrected> {
  const asked = [...seen.keys()];
  return untilNoneIsLeft(async () => {
    const before = storedByKey(await runtime.graph.read(bucketsListOfQuarters, tenantId, { starts: asked }));
    const sums = await countAnew(runtime, tenantId, asked, meters);
    const starts = asked.filter((start) => textOfSums(sums, start) === seen.get(start));
    return correct(runtime, tenantId, starts, async (step) => {
      const now = storedByKey(await step.read(bucketsListOfQuarters, { starts }));
      const marked = new Set((await step.read(quartersFindMarked, { starts })).map(({ start }) => start));
      const isSteady = (start: Instant) => !marked.has(start) && versionsOf(before, start) === versionsOf(now, start);
      return driftsFrom(now, rightQuarters(starts.filter(isSteady), sums, now));
    });
  });
}

const versionsOf = (stored: StoredByKey, start: Instant): string =>
  JSON.stringify(
    [...stored.values()]
      .filter(({ bucket }) => bucket.start === start)
      .map(({ bucket }) => [bucket.workspaceId, bucket.version])
      .sort(),
  );

/** Which hours, days or months are not what they are made of; those that wait to be put together again are left out. */
export async function driftsOfMade(read: Read, parents: readonly Parent[]): Promise<Drift[]> {
  if (parents.length === 0) return [];
  const own = parents.map(({ workspaceId, grain, start, end }) => ({ workspaceId, grain, start, end }));
  const rows = await read(bucketsListInWindows, { windows: [...windowsFor(parents), ...own] });
  const remade = (await read(quartersFindRemade, {})).map(({ start }) => start);
  const steady = parents.filter(({ start, end }) => !remade.some((at) => at >= start && at < end));
  const stored = storedByKey(rows);
  const parts = [...stored.values()].map(({ bucket }) => bucket);
  return driftsFrom(stored, mergeUpwards(steady, parts, []));
}

/** Puts hours, days or months of one grain right that seemed not to be what they are made of. */
export const correctMade = (
  runtime: CorrectingRuntime,
  tenantId: string,
  parents: readonly Parent[],
  calendar: Calendar,
): Promise<Corrected> =>
  untilNoneIsLeft(() =>
    correct(runtime, tenantId, parents.map(keyOf), async (step) => {
      const drifts = await driftsOfMade((statement, params) => step.read(statement, params), parents);
      return drifts.length > 0 && (await isInForce(step, calendar)) ? drifts : [];
    }),
  );

/** One transaction after the other, as long as each puts right as much as one may. */
async function untilNoneIsLeft(some: () => Promise<Corrected>): Promise<Corrected> {
  const total = { buckets: 0, figures: 0 };
  for (;;) {
    const { buckets, figures } = await some();
    total.buckets += buckets;
    total.figures += figures;
    if (buckets < MOST_CORRECTED) return total;
  }
}

/** Finds behind the lock of the roll-up what is to be put right, and does so with as much of it as one transaction takes. */
async function correct(
  { unitOfWork, clock }: CorrectingRuntime,
  tenantId: string,
  about: readonly string[],
  find: (step: WriteStep) => Promise<Drift[]>,
): Promise<Corrected> {
  if (about.length === 0) return { buckets: 0, figures: 0 };
  const chain = reconciliationChain(instantOf(clock.now()));
  const caller = systemCaller(tenantId, 'reconciliation');
  const spec = { caller, action: 'reconcileUsage', command: { buckets: about } };
  const done = await unitOfWork.write<BucketsCorrected>(spec, async (step) => {
    if (!(await step.lock(rollUpLock, { heads: [chain] }))) throw new DefectError('A roll-up could not be locked');
    const drifts = (await find(step)).slice(0, MOST_CORRECTED);
    if (drifts.length > 0) step.write(bucketsWrite, { buckets: drifts.map(({ right }) => bucketWrite(right)) });
    const figures = drifts.map((drift) => tell(step, chain.id, drift)).reduce((sum, moved) => sum + moved, 0);
    return { __typename: 'BucketsCorrected', buckets: drifts.length, figures };
  });
  if (done.__typename !== 'BucketsCorrected') throw new DefectError('A correction met the key of another');
  return done;
}

/** Leaves the receipt of a bucket that is put right; gives how many of its figures were off. */
function tell(step: WriteStep, workflow: string, { stored, right }: Drift): number {
  const { workspaceId, grain, start } = right;
  const [before, after] = [comesTo(stored), comesTo(right)];
  const moved = movedBetween(before, after);
  step.receipt({
    workflow,
    step: 'CORRECT_USAGE_BUCKET',
    outcome: 'ALLOWED',
    resource: { type: 'UsageBucket', id: start, version: null },
    business: {
      ...{ grain, workspace_id: workspaceId || null, start, moved, reason: 'NOT_WHAT_IT_COUNTS', at: step.now },
      ...{ before_sha256: textDigest(aggregateText(before)), after_sha256: textDigest(aggregateText(after)) },
    },
  });
  return Math.max(1, moved.length);
}
