import { measuredEventsList } from '../../../cypher/generated/usage.js';
import type { MeasuredEventRow } from '../../../cypher/rows.js';
import type { Runtime } from '../../kernel/runtime.js';
import type { Instant } from '../../kernel/values/instants.js';
import { quarterOf } from '../../kernel/values/quarter-hours.js';
import { type Aggregate, Tally, USAGE_TYPES } from './figures.js';
import type { Meters } from './measured-by.js';

/** Rows of one type read at a time. */
const PAGE = 5_000;

/** Quarter hours that follow each other are read as one, up to an hour: what they hold is in memory before it is bounded. */
const MOST_OF_RUN = 4;
/** So many groups of meters weigh as much as a bucket. */
const GROUPS_OF_BUCKET = 20;

/** Of each quarter hour, what its events come to for each workspace, and for '' all of them. */
export type Quarters = Map<Instant, Map<string, Aggregate>>;

/**
 * Sums up the events that are there, and not void, of quarter hours given in their order: of the first ones, until they hold `most` buckets
 * of all workspaces, and of one at least.
 */
export async function sumUp(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  quarters: readonly Instant[],
  meters: Meters,
  most: number,
): Promise<Quarters> {
  const sums: Quarters = new Map();
  let size = 0;
  for (const run of runsOf(quarters)) {
    const tallies = new Tallies(run.starts, meters);
    const types = [...new Set([...USAGE_TYPES, ...meters.types])];
    let places = types.map((type) => ({ type, from: run.from, afterId: '' }));
    while (places.length > 0) {
      const rows = await graph.read(measuredEventsList, tenantId, { places, to: run.to, most: PAGE });
      for (const row of rows) tallies.add(row);
      places = placesAfter(rows);
    }
    for (const [start, byWorkspace] of tallies.wholes()) {
      size += sizeOf(byWorkspace);
      if (sums.size > 0 && size > most) return sums;
      sums.set(start, byWorkspace);
    }
  }
  return sums;
}

/** The same of events that are at hand, all of them. */
export function tallied(quarters: readonly Instant[], rows: readonly MeasuredEventRow[], meters: Meters): Quarters {
  const tallies = new Tallies(quarters, meters);
  for (const row of rows) tallies.add(row);
  return tallies.wholes();
}

function sizeOf(byWorkspace: ReadonlyMap<string, Aggregate>): number {
  let groups = 0;
  for (const { meters } of byWorkspace.values()) for (const sum of meters.values()) groups += sum.size;
  return byWorkspace.size + 1 + groups / GROUPS_OF_BUCKET;
}

/** Events put together by quarter hour and workspace. */
class Tallies {
  readonly #byQuarter: Map<Instant, Map<string, Tally>>;

  constructor(
    quarters: readonly Instant[],
    private readonly meters: Meters,
  ) {
    this.#byQuarter = new Map(quarters.map((start) => [start, new Map()]));
  }

  add(row: MeasuredEventRow): void {
    const byWorkspace = this.#byQuarter.get(quarterOf(row.occurredAt).start);
    if (!byWorkspace || row.voidedAt !== null) return;
    const event = { ...row, metadata: JSON.parse(row.metadata) as Record<string, unknown> };
    for (const workspaceId of row.workspaceId ? ['', row.workspaceId] : ['']) {
      const tally = byWorkspace.get(workspaceId) ?? new Tally(this.meters);
      byWorkspace.set(workspaceId, tally);
      tally.add(event);
    }
  }

  wholes(): Quarters {
    return new Map(
      [...this.#byQuarter].map(([start, byWorkspace]) => [
        start,
        new Map([...byWorkspace].map(([workspaceId, tally]) => [workspaceId, tally.whole()])),
      ]),
    );
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

/** Quarter hours that follow each other, in runs. */
function runsOf(quarters: readonly Instant[]): { from: Instant; to: Instant; starts: Instant[] }[] {
  const runs: { from: Instant; to: Instant; starts: Instant[] }[] = [];
  for (const start of quarters) {
    const last = runs.at(-1);
    const { end } = quarterOf(start);
    if (last && last.to === start && last.starts.length < MOST_OF_RUN) {
      last.to = end;
      last.starts.push(start);
    } else runs.push({ from: start, to: end, starts: [start] });
  }
  return runs;
}
