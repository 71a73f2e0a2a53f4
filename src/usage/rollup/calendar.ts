import { usageZonesList } from '../../../cypher/generated/system.js';
import {
  bucketsDelete,
  daysListFrom,
  monthsFindClosedUntil,
  quartersListFrom,
  remakeMarksInsert,
  rollUpLock,
  rollUpZonesFind,
  rollUpZonesWrite,
} from '../../../cypher/generated/usage.js';
import { systemCaller } from '../../kernel/caller.js';
import { instantNow } from '../../kernel/clock.js';
import { DefectError } from '../../kernel/errors.js';
import type { Outcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { type Instant, utcDay } from '../../kernel/values/instants.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { type Configs, zoneOf } from '../../tenancy/index.js';
import { marksOf } from './marks.js';
import { alwaysIn, type Calendar } from './windows.js';

/** Days and months are those of another zone from now on. */
interface ZoneFollowed extends Outcome {
  __typename: 'ZoneFollowed';
}

/** The calendar by which buckets were made; where none was yet, that of the tenant's zone. */
export async function calendarOf(
  runtime: Pick<Runtime, 'graph'> & { configs: Configs },
  tenantId: string,
): Promise<Calendar> {
  const stored = calendarIn(await runtime.graph.read(rollUpZonesFind, tenantId, {}));
  return stored ?? alwaysIn(await zoneOf(runtime, tenantId));
}

/** The calendars of those of some tenants whose usage was summed up: the others have no buckets. */
export async function calendarsOf(
  { graph }: Pick<Runtime, 'graph'>,
  tenantIds: readonly string[],
): Promise<ReadonlyMap<string, Calendar>> {
  const stored = await graph.readSystem(usageZonesList, { tenantIds });
  return new Map(stored.map((row) => [row.tenantId, calendarFrom(row)]));
}

/** Whether buckets are made by this calendar, behind the lock of the roll-up; keeps it where it is the first. */
export async function isInForce(step: WriteStep, calendar: Calendar): Promise<boolean> {
  const stored = calendarIn(await step.read(rollUpZonesFind, {}));
  if (!stored) step.write(rollUpZonesWrite, textOf(calendar));
  return !stored || isSame(stored, calendar);
}

/**
 * Follows the tenant's zone where it moved. What is closed keeps its bounds; from its end on, days and months are taken out, and marks ask for
 * them by the new zone, from quarter hours and hours that no zone cuts. Where the new zone's day begins before that end, the first
 * one is the shorter for it: each quarter hour is in one day and one month.
 */
export async function followZone(
  runtime: Pick<Runtime, 'graph' | 'unitOfWork' | 'clock'> & { configs: Configs },
  tenantId: string,
): Promise<void> {
  const zone = await zoneOf(runtime, tenantId);
  if ((await calendarOf(runtime, tenantId)).at(-1)?.zone === zone) return;
  const chain = { id: workflowId('batch', `roll-up:${utcDay(instantNow(runtime.clock))}`), kind: 'batch' };
  const spec = { caller: systemCaller(tenantId, 'usage-roll-up'), action: 'rollUpUsage', command: { zone } };
  await runtime.unitOfWork.write<ZoneFollowed>(spec, async (step) => {
    if (!(await step.lock(rollUpLock, { heads: [chain] }))) throw new DefectError('A roll-up could not be locked');
    const before = calendarIn(await step.read(rollUpZonesFind, {}));
    if (before && before.at(-1)?.zone !== zone) await move(step, chain.id, before, zone);
    return { __typename: 'ZoneFollowed' };
  });
}

async function move(step: WriteStep, workflow: string, before: Calendar, zone: string): Promise<void> {
  const [closed] = await step.read(monthsFindClosedUntil, {});
  const from = closed?.end ?? '';
  const quarters = (await step.read(quartersListFrom, { from })).map(({ start }) => start);
  const calendar = [...before.filter((segment) => segment.from < from), { from, zone }];
  step.write(bucketsDelete, { buckets: await step.read(daysListFrom, { from }) });
  step.write(rollUpZonesWrite, textOf(calendar));
  if (quarters.length > 0) step.write(remakeMarksInsert, { marks: marksOf(quarters) });
  step.receipt({
    workflow,
    step: 'MOVE_USAGE_ZONE',
    outcome: 'ALLOWED',
    resource: { type: 'UsageBucket', id: zone, version: null },
    business: { zone_before: before.at(-1)?.zone ?? null, zone, from: from || null, quarters: quarters.length },
  });
}

type StoredZones = { froms: string[]; zones: string[] };

const calendarIn = ([stored]: StoredZones[]): Calendar | null => (stored ? calendarFrom(stored) : null);

const calendarFrom = ({ froms, zones }: StoredZones): Calendar =>
  zones.map((zone, n) => ({ zone, from: froms[n] as Instant }));

const textOf = (calendar: Calendar) => ({
  froms: calendar.map(({ from }) => from),
  zones: calendar.map(({ zone }) => zone),
});

const isSame = (a: Calendar, b: Calendar): boolean => JSON.stringify(textOf(a)) === JSON.stringify(textOf(b));
