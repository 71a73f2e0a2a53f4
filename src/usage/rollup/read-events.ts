import { measuredEventsList } from '../../../cypher/generated/usage.js';
import type { MeasuredEventRow } from '../../../cypher/rows.js';
import type { Runtime } from '../../kernel/runtime.js';
import { epochMs, type Instant } from '../../kernel/values/instants.js';
import { EVENT_TYPES } from '../catalogue.js';
import { type Aggregate, Tally } from './figures.js';
import { quarterOf } from './windows.js';

/** Rows of one type read at a time. */
const PAGE = 5_000;

const USAGE_TYPES = EVENT_TYPES.filter(({ category }) => category === 'usage').map(({ name }) => name);

/** Of each quarter hour, what its events come to for each workspace, and for '' all of them. */
export type Quarters = Map<Instant, Map<string, Aggregate>>;

/** Sums up the events that are there, and not void, of quarter hours given in their order. */
export async function sumUp(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  quarters: readonly Instant[],
): Promise<Quarters> {
  const tallies = emptyTallies(quarters);
  for (const { from, to } of runsOf(quarters)) {
    let places = USAGE_TYPES.map((type) => ({ type, from, afterId: '' }));
    while (places.length > 0) {
      const rows = await graph.read(measuredEventsList, tenantId, { places, to, most: PAGE });
      for (const row of rows) addRow(tallies, row);
      places = placesAfter(rows);
    }
  }
  return wholes(tallies);
}

/** The same of events that are at hand. */
export function tallied(quarters: readonly Instant[], rows: readonly MeasuredEventRow[]): Quarters {
  const tallies = emptyTallies(quarters);
  for (const row of rows) addRow(tallies, row);
  return wholes(tallies);
}

type Tallies = Map<Instant, Map<string, Tally>>;

const emptyTallies = (quarters: readonly Instant[]): Tallies => new Map(quarters.map((start) => [start, new Map()]));

const wholes = (tallies: Tallies): Quarters =>
  new Map(
    [...tallies].map(([start, byWorkspace]) => [
      start,
      new Map([...byWorkspace].map(([workspaceId, tally]) => [workspaceId, tally.whole()])),
    ]),
  );

function addRow(tallies: Tallies, row: MeasuredEventRow): void {
  const byWorkspace = tallies.get(quarterOf(row.occurredAt).start);
  if (!byWorkspace || row.voidedAt !== null) return;
  const event = { ...row, metadata: JSON.parse(row.metadata) as Record<string, unknown> };
  for (const workspaceId of row.workspaceId ? ['', row.workspaceId] : ['']) {
    const tally = byWorkspace.get(workspaceId) ?? new Tally();
    byWorkspace.set(workspaceId, tally);
    tally.add(event);
  }
}

/** Types of which a whole page came have more behind its last row. */
function placesAfter(rows: readonly MeasuredEventRow[]) {
  const pages = new Map<string, { count: number; last: MeasuredEventRow }>();
  for (const row of rows) pages.set(row.type, { count: (pages.get(row.type)?.count ?? 0) + 1, last: row });
  return [...pages.values()]
    .filter(({ count }) => count === PAGE)
    .map(({ last }) => ({ type: last.type, from: last.occurredAt, afterId: last.id }));
}

/** Quarter hours that follow each other are read as one. */
function runsOf(quarters: readonly Instant[]): { from: Instant; to: Instant }[] {
  const runs: { from: Instant; to: Instant }[] = [];
  for (const start of quarters) {
    const last = runs.at(-1);
    const { end } = quarterOf(start);
    if (last && epochMs(last.to) === epochMs(start)) last.to = end;
    else runs.push({ from: start, to: end });
  }
  return runs;
}
