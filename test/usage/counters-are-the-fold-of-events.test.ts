import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { event, eventWorld, post } from './events.js';

const { world, key } = await eventWorld();

/** The months of the world's zone (New York) in which the events of this test happen, and none of them is cut by a change of clocks. */
const MONTHS = ['2026-01-01T05:00:00.000Z', '2026-02-01T05:00:00.000Z', '2026-03-01T05:00:00.000Z'];
const COUNTERS = { import_success: 'imports', export_success: 'exports', seat_added: 'activeUsers' } as const;
const JOB_KEYS = { import_success: 'importJobId', export_success: 'exportId' } as const;

/** What a test run sends: few ids, few jobs, so that they meet. */
interface Spec {
  id: number;
  type: 'import_success' | 'export_success' | 'seat_added' | 'create_hotel_attempt';
  workspace: 'w1' | 'w2';
  job: number;
  month: number;
}

interface Kept {
  content: string;
  at: string;
  counts: { month: string; workspace: string; counter: string } | null;
  isVoid: boolean;
}

/** What should be there, after everything that was sent so far. */
interface Model {
  kept: Map<number, Kept>;
  slots: Set<string>;
}

interface Real {
  run: string;
}

const spec: fc.Arbitrary<Spec> = fc.record({
  id: fc.integer({ min: 0, max: 11 }),
  type: fc.constantFrom('import_success', 'import_success', 'export_success', 'seat_added', 'create_hotel_attempt'),
  workspace: fc.constantFrom('w1', 'w2'),
  job: fc.integer({ min: 0, max: 3 }),
  month: fc.integer({ min: 0, max: MONTHS.length - 1 }),
});

/** No two contents happen at one instant, so that how a batch is shuffled decides nothing. */
function instantOf({ id, type, workspace, job, month }: Spec): string {
  const place = Object.keys(COUNTERS).indexOf(type) + 1 + 4 * (job + 4 * (id + 12 * (workspace === 'w1' ? 0 : 1)));
  return new Date(Date.parse(MONTHS[month] ?? '') + place * 1_000).toISOString();
}

const sourceOf = ({ run }: Real) => `app-${run}`;
const externalIdOf = (id: number) => `id-${id}`;

const bodyOf = (one: Spec, real: Real) =>
  event(one.type, {
    external_id: externalIdOf(one.id),
    source: sourceOf(real),
    workspace_id: `${real.run}-${one.workspace}`,
    occurred_at: instantOf(one),
    metadata: one.type in JOB_KEYS ? { [JOB_KEYS[one.type as keyof typeof JOB_KEYS]]: `${one.job}` } : {},
  });

/** What becomes of a batch, by the words of the requirements: each id once, each job once, in the order in which things happened. */
function fold(model: Model, batch: readonly Spec[]): Map<Spec, string> {
  const outcomes = new Map<Spec, string>();
  for (const one of batch.toSorted((a, b) => instantOf(a).localeCompare(instantOf(b)))) {
    const content = JSON.stringify([one.type, one.workspace, instantOf(one), one.type in JOB_KEYS ? one.job : null]);
    const slot = one.type in JOB_KEYS ? JSON.stringify([one.type, one.workspace, one.job]) : null;
    const there = model.kept.get(one.id);
    if (there) outcomes.set(one, there.isVoid ? 'void' : there.content === content ? 'duplicate' : 'conflict');
    else if (slot && model.slots.has(slot)) outcomes.set(one, 'deduplicated');
    else {
      outcomes.set(one, 'accepted');
      if (slot) model.slots.add(slot);
      const counter = COUNTERS[one.type as keyof typeof COUNTERS];
      const counts = counter ? { month: MONTHS[one.month] ?? '', workspace: one.workspace, counter } : null;
      model.kept.set(one.id, { content, at: instantOf(one), counts, isVoid: false });
    }
  }
  return outcomes;
}

/** The counters that the model's events come to, those at 0 left out. */
function countersOf({ kept }: Model): Record<string, number> {
  const counters: Record<string, number> = {};
  for (const { counts, isVoid } of kept.values()) {
    if (!counts || isVoid) continue;
    const name = `${counts.workspace} ${counts.month} ${counts.counter}`;
    counters[name] = (counters[name] ?? 0) + 1;
  }
  return counters;
}

async function storedCounters({ run }: Real): Promise<Record<string, number>> {
  const rows = await world.cypher<{ m: Record<string, string | number> }>(
    `MATCH (m:MonthlyUsage {tenantId: $tenantId}) WHERE m.workspaceId STARTS WITH $run
     RETURN m {.workspaceId, .start, .imports, .exports, .activeUsers} AS m`,
    { run: `${run}-` },
  );
  const counters: Record<string, number> = {};
  for (const { m } of rows) {
    for (const counter of Object.values(COUNTERS)) {
      const name = `${String(m.workspaceId).slice(run.length + 1)} ${m.start} ${counter}`;
      if (m[counter] !== 0) counters[name] = Number(m[counter]);
    }
  }
  return counters;
}

abstract class Step implements fc.AsyncCommand<Model, Real> {
  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    await this.play(model, real);
    expect(await storedCounters(real)).toEqual(countersOf(model));
  }

  abstract play(model: Model, real: Real): Promise<void>;
}

/** Sends one batch as often as it says, at once, each time in another order. */
class Send extends Step {
  constructor(
    readonly batch: Spec[],
    readonly copies: number,
  ) {
    super();
  }

  async play(model: Model, real: Real): Promise<void> {
    const first = fold(model, this.batch);
    const again = fold({ kept: new Map(model.kept), slots: new Set(model.slots) }, this.batch);
    const orders = Array.from({ length: this.copies }, (_, n) => rotated(this.batch, n));
    const answers = await Promise.all(
      orders.map((order) =>
        post(
          world,
          key,
          order.map((one) => bodyOf(one, real)),
        ),
      ),
    );
    // One of the copies came first; whoever came later finds what it did. Which of two that are the same was taken, nobody can tell.
    const told = answers.flatMap(
      ({ outcomes = [] }, n) => orders[n]?.map((one, at) => [one, outcomes[at]] as const) ?? [],
    );
    const wanted = [...first, ...Array.from({ length: this.copies - 1 }, () => [...again]).flat()];
    expect(byContent(told)).toEqual(byContent(wanted));
  }

  override toString(): string {
    return `Send ${this.copies}× ${JSON.stringify(this.batch)}`;
  }
}

const byContent = (outcomes: readonly (readonly [Spec, string | undefined])[]): string[] =>
  outcomes.map(([one, outcome]) => `${JSON.stringify(one)} ${outcome}`).sort();

const rotated = <T>(items: T[], by: number): T[] => [
  ...items.slice(by % items.length),
  ...items.slice(0, by % items.length),
];

/** Voids events by their ids, twice at once. */
class VoidIds extends Step {
  constructor(readonly ids: number[]) {
    super();
  }

  async play(model: Model, real: Real): Promise<void> {
    const fresh = this.ids.flatMap((id) => {
      const there = model.kept.get(id);
      return there && !there.isVoid ? there : [];
    });
    const events = this.ids.map((id) => ({ source: sourceOf(real), external_id: externalIdOf(id) }));
    const answers = await Promise.all([voided({ events }), voided({ events })]);
    expect(answers.sort()).toEqual([0, fresh.length]);
    for (const kept of fresh) kept.isVoid = true;
  }

  override toString(): string {
    return `VoidIds ${this.ids}`;
  }
}

/** Voids all that happened from one month on, to before another. */
class VoidMonths extends Step {
  constructor(
    readonly from: number,
    readonly months: number,
  ) {
    super();
  }

  async play(model: Model, real: Real): Promise<void> {
    const from = MONTHS[this.from] ?? '';
    const to = MONTHS[this.from + this.months] ?? '2026-03-04T00:00:00.000Z';
    const fresh = [...model.kept.values()].filter(({ isVoid, at }) => !isVoid && at >= from && at < to);
    expect(await voided({ source: sourceOf(real), from, to })).toBe(fresh.length);
    for (const kept of fresh) kept.isVoid = true;
  }

  override toString(): string {
    return `VoidMonths ${this.from} +${this.months}`;
  }
}

async function voided(body: object): Promise<number> {
  const answer = await fetch(`${world.url}/v1/events/void`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const told = (await answer.json()) as { voided: number };
  expect([answer.status, told]).toEqual([200, expect.objectContaining({ voided: expect.any(Number) })]);
  return told.voided;
}

let runs = 0;

describe('the counters of a month', () => {
  it('are the fold of its events, however often, in whichever order and beside whichever voids they came', async () => {
    const month = fc.integer({ min: 0, max: MONTHS.length - 1 });
    const commands = fc.commands(
      [
        fc
          .tuple(fc.array(spec, { minLength: 1, maxLength: 10 }), fc.integer({ min: 1, max: 3 }))
          .map(([batch, copies]) => new Send(batch, copies)),
        fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 }).map((ids) => new VoidIds(ids)),
        fc.tuple(month, fc.integer({ min: 1, max: 2 })).map(([from, months]) => new VoidMonths(from, months)),
      ],
      { maxCommands: 12 },
    );
    await fc.assert(
      fc.asyncProperty(commands, async (steps) => {
        const setup = () => ({
          model: { kept: new Map(), slots: new Set<string>() },
          real: { run: `run${++runs}` },
        });
        await fc.asyncModelRun(setup, steps);
      }),
      { numRuns: 20 },
    );
  }, 180_000);
});
