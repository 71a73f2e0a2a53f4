import { bucketFiguresListOfTenants } from '../../../cypher/generated/system.js';
import { bucketFiguresListInWindows, bucketMetersListInWindows } from '../../../cypher/generated/usage.js';
import type { BucketFiguresRow, BucketWindow } from '../../../cypher/rows.js';
import type { Runtime } from '../../kernel/runtime.js';
import { epochMs, type Instant, instantOf } from '../../kernel/values/instants.js';
import { quarterOf } from '../../kernel/values/quarter-hours.js';
import type { Configs } from '../../tenancy/index.js';
import { aggregateFrom } from './bucket.js';
import { calendarOf, calendarsOf } from './calendar.js';
import { type Aggregate, FIGURES, figuresFrom, merged } from './figures.js';
import { type Latency, latencyOf } from './latency.js';
import { type MeterSums, sumsFrom } from './meter-sum.js';
import { Sketch } from './sketch.js';
import { type Measured, type MetersAsked, metricsOf, NO_METERS, type UsageMetrics } from './usage-metrics.js';
import { alwaysIn, type Calendar, GRAINS, type Grain, type Window, windowOf } from './windows.js';

/** What reading needs. */
export type UsageReading = Pick<Runtime, 'graph'> & { configs: Configs };

/** Which usage: of periods that begin from `from` to before `to`; of one workspace, or of the tenant as a whole. */
export interface UsageAsked {
  grain: Exclude<Grain, 'quarter'>;
  from: Instant;
  to: Instant;
  workspaceId?: string | null | undefined;
  /** None, where left out. */
  meters?: MetersAsked | undefined;
}

/** The metrics of one period. `adjusted`: of a closed month, what it comes to with all that came since. */
export interface PeriodUsage extends UsageMetrics {
  grain: UsageAsked['grain'];
  workspaceId: string | null;
  closedAt: Instant | null;
  adjusted: UsageMetrics | null;
}

/** What was used in each hour (UTC), day or month (tenant's zone) that has something, in their order: from buckets alone. */
export async function usageMetrics(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { grain, from, to, workspaceId, meters = NO_METERS }: UsageAsked,
): Promise<PeriodUsage[]> {
  const windows = [{ workspaceId: workspaceId ?? '', grain, start: from, end: to }];
  const buckets = await readBuckets(graph, tenantId, { windows, merges: false }, meters);
  const shown = buckets.map(({ row, sums }) => {
    const whole = { figures: figuresFrom(row.figures), latency: latencyTold(row), meters: sums };
    // Assigned and not spread: of so many properties a copy costs more than all they are made of.
    return Object.assign(metricsOf(row, whole, meters), {
      ...{ grain, workspaceId: workspaceId || null, closedAt: row.closedAt },
      adjusted: row.adjusted === null ? null : metricsOf(row, measured(aggregateFrom(row.adjusted)), meters),
    });
  });
  return shown.sort((a, b) => (a.periodStart < b.periodStart ? -1 : 1));
}

const measured = (whole: Aggregate): Measured => ({ ...whole, latency: latencyOf(whole.latency) });

/** As it was written with the bucket; by its sketch, where none was. */
const latencyTold = ({ latencyCount, latencyQuantiles, latency }: BucketFiguresRow): Latency =>
  latencyQuantiles === null
    ? latencyOf(Sketch.decode(latency ?? new Int8Array()))
    : { count: latencyCount ?? 0, quantiles: latencyQuantiles };

/** Buckets in windows, with those meters that are asked for, and with their sketches where they are merged. */
async function readBuckets(
  graph: Runtime['graph'],
  tenantId: string,
  asked: { windows: BucketWindow[]; merges: boolean },
  { names }: MetersAsked,
): Promise<{ row: BucketFiguresRow; sums: MeterSums }[]> {
  const { windows } = asked;
  const [rows, told] = await Promise.all([
    graph.read(bucketFiguresListInWindows, tenantId, { ...asked, figures: FIGURES }),
    names.length === 0
      ? []
      : graph.read(bucketMetersListInWindows, tenantId, { windows, names: names.map(textOfName) }),
  ]);
  const meters = new Map(told.map((row) => [`${row.grain} ${row.start}`, row.meters]));
  return rows.map((row) => ({ row, sums: sumsFrom(meters.get(`${row.grain} ${row.start}`) ?? []) }));
}

/** With what the text of a meter's sum begins. */
const textOfName = (name: string): string => `[${JSON.stringify(name)},`;

/**
 * What was used from one instant to before another, as one: the largest buckets that fit, and smaller ones at both ends. Instants count
 * from the quarter hour that holds them; of closed months all that came since counts too.
 */
export async function usageTotal(
  runtime: UsageReading,
  tenantId: string,
  { from, to, workspaceId, meters = NO_METERS }: Omit<UsageAsked, 'grain'>,
): Promise<UsageMetrics> {
  const calendar = await calendarOf(runtime, tenantId);
  const period = { start: quarterOf(from).start, end: quarterOf(to).start };
  const windows = covering(period, calendar).map((one) => ({ workspaceId: workspaceId ?? '', ...one }));
  const parts = await readBuckets(runtime.graph, tenantId, { windows, merges: true }, meters);
  return metricsOf(period, measured(merged(parts.map(wholeOf))), meters);
}

const wholeOf = ({
  row: { adjusted, figures, latency },
  sums,
}: {
  row: Pick<BucketFiguresRow, 'adjusted' | 'figures' | 'latency'>;
  sums: MeterSums;
}): Aggregate =>
  adjusted === null
    ? { figures: figuresFrom(figures), latency: Sketch.decode(latency ?? new Int8Array()), meters: sums }
    : aggregateFrom(adjusted);

/**
 * The same of several tenants, each as a whole and without meters, in two reads however many they are; in their order. `boundsOf`: by a
 * tenant's own calendar.
 */
export async function usageTotals(
  { graph }: Pick<Runtime, 'graph'>,
  tenantIds: readonly string[],
  boundsOf: (calendar: Calendar) => { from: Instant; to: Instant },
): Promise<UsageMetrics[]> {
  const periodOf = (calendar: Calendar): Window => {
    const { from, to } = boundsOf(calendar);
    return { start: quarterOf(from).start, end: quarterOf(to).start };
  };
  const calendars = await calendarsOf({ graph }, tenantIds);
  const windows = [...calendars].flatMap(([tenantId, calendar]) =>
    covering(periodOf(calendar), calendar).map((window) => ({ tenantId, ...window })),
  );
  const rows =
    windows.length === 0 ? [] : await graph.readSystem(bucketFiguresListOfTenants, { windows, figures: FIGURES });
  const parts = new Map<string, Aggregate[]>();
  for (const row of rows) {
    const of = parts.get(row.tenantId) ?? [];
    of.push(wholeOf({ row, sums: sumsFrom([]) }));
    parts.set(row.tenantId, of);
  }
  const nowhere = alwaysIn('UTC');
  return tenantIds.map((id) =>
    metricsOf(periodOf(calendars.get(id) ?? nowhere), measured(merged(parts.get(id) ?? []))),
  );
}

/** Periods that have something, and all of it together. */
export interface TenantUsage {
  periods: PeriodUsage[];
  total: UsageMetrics;
}

/** What a tenant used, period by period and as a whole; nothing where `to` is not after `from`. */
export async function tenantUsage(runtime: UsageReading, tenantId: string, asked: UsageAsked): Promise<TenantUsage> {
  const from = instantOf(epochMs(asked.from));
  const to = instantOf(epochMs(asked.to));
  const [periods, total] = await Promise.all([
    usageMetrics(runtime, tenantId, { ...asked, from, to }),
    usageTotal(runtime, tenantId, { ...asked, from, to }),
  ]);
  return { periods, total };
}

/** Stretches of whole buckets that make up a period, each of one grain. */
export function covering({ start, end }: Window, calendar: Calendar): (Window & { grain: Grain })[] {
  const stretches: (Window & { grain: Grain })[] = [];
  for (let at = start; at < end; ) {
    const [grain, window] = largestAt(at, end, calendar);
    const last = stretches.at(-1);
    if (last?.grain === grain && last.end === at) last.end = window.end;
    else stretches.push({ ...window, grain });
    at = window.end;
  }
  return stretches;
}

function largestAt(at: Instant, end: Instant, calendar: Calendar): [Grain, Window] {
  for (const grain of GRAINS.toReversed()) {
    const window = windowOf(grain, at, calendar);
    if (window.start === at && epochMs(window.end) <= epochMs(end)) return [grain, window];
  }
  return ['quarter', quarterOf(at)];
}
