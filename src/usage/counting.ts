import type { MonthKey, MonthRow, VoidableEvent } from '../../cypher/rows.js';
import { type MonthlyCounter, moved } from '../entitlements/index.js';
import { monthKey, monthName } from '../kernel/values/months.js';
import { eventTypeOf } from './catalogue.js';
import type { ArrivedEvent } from './event.js';

/** A month's counters before and after. */
export interface MonthCorrected<Month = MonthRow> {
  before: Month;
  after: Month;
}

/** A month as callers are told of it: no workspace is null. */
export type MonthTold = Omit<MonthRow, 'workspaceId'> & { workspaceId: string | null };

const told = (month: MonthRow): MonthTold => ({ ...month, workspaceId: month.workspaceId || null });

/** A correction as callers are told of it. */
export const correctionTold = ({ before, after }: MonthCorrected): MonthCorrected<MonthTold> => ({
  before: told(before),
  after: told(after),
});

/** The month in which an event counts, or null for one that no counter counts. */
export const monthOfEvent = ({ type, workspaceId, occurredAt }: ArrivedEvent, zone: string): MonthKey | null =>
  type.counts && monthKey(workspaceId, occurredAt, zone);

/** The month that counted an event that is there: the one it was then, wherever the tenant's zone has moved since. */
export function monthOfVoidable(
  { type, workspaceId, occurredAt, countedFrom }: VoidableEvent,
  zone: string,
): MonthKey | null {
  if (!eventTypeOf(type)?.counts) return null;
  return countedFrom ? { workspaceId: workspaceId ?? '', start: countedFrom } : monthKey(workspaceId, occurredAt, zone);
}

/** Months, each once, in the order in which every batch locks them. */
export function inLockOrder(months: readonly (MonthKey | null)[]): MonthKey[] {
  const once = new Map(months.flatMap((month) => (month ? [[monthName(month), month] as const] : [])));
  return [...once.keys()].sort().flatMap((name) => once.get(name) ?? []);
}

/** The months that events move, with each of them counted. */
export const counted = (months: readonly MonthRow[], events: readonly ArrivedEvent[], zone: string): MonthRow[] =>
  corrected(
    months,
    events.map((event) => ({ month: monthOfEvent(event, zone), counter: event.type.counts })),
    1,
  ).map(({ after }) => after);

/** The months that voided events had moved, with what they had raised taken back. */
export const countedBack = (
  months: readonly MonthRow[],
  events: readonly VoidableEvent[],
  zone: string,
): MonthCorrected[] =>
  corrected(
    months,
    events.map((event) => ({ month: monthOfVoidable(event, zone), counter: eventTypeOf(event.type)?.counts ?? null })),
    -1,
  );

interface Move {
  month: MonthKey | null;
  counter: MonthlyCounter | null;
}

function corrected(months: readonly MonthRow[], moves: readonly Move[], by: 1 | -1): MonthCorrected[] {
  const found = new Map(months.map((month) => [monthName(month), month]));
  const changed = new Map<string, MonthCorrected>();
  for (const { month, counter } of moves) {
    const name = month && monthName(month);
    const before = name && (changed.get(name)?.before ?? found.get(name));
    if (!name || !before || !counter) continue;
    changed.set(name, { before, after: moved(changed.get(name)?.after ?? before, counter, by) });
  }
  return [...changed.values()];
}
