import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketsListOfQuarters, metersFindActive } from '../../../cypher/generated/usage.js';
import type { MeasuredEventRow, MeterRow, UsageBucketRow, UsageBucketWrite } from '../../../cypher/rows.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { bucketWrite } from './bucket.js';
import { driftsFrom, rowsDigest, storedByKey } from './compare-buckets.js';
import { rightQuarters } from './correct-buckets.js';
import { foldIntoBase } from './fold-into-base.js';
import { Meters } from './measured-by.js';
import { tallied } from './read-events.js';

const START = '2026-03-04T12:00:00.000Z';
const meter = (name: string, rest: Partial<MeterRow>): MeterRow => ({
  ...{ id: name, version: 1, createdAt: '', createdBy: 'admin', name, number: 1, eventType: 'api_call' },
  ...{ aggregation: 'COUNT', valuePath: null, groupBy: [], mostGroups: 2, state: 'ACTIVE', endedAt: null, ...rest },
});
const DECLARED = [
  meter('people', { aggregation: 'UNIQUE', valuePath: 'userId', groupBy: ['source'] }),
  meter('slowest', { aggregation: 'MAX', valuePath: 'metadata.tokens', groupBy: ['userId'] }),
  meter('spent', { aggregation: 'SUM', valuePath: 'metadata.tokens', groupBy: ['userId', 'source'] }),
];
const meters = new Meters(DECLARED);

const event: fc.Arbitrary<MeasuredEventRow> = fc.record({
  type: fc.constantFrom('api_call', 'chat_message'),
  occurredAt: fc.constantFrom(START, '2026-03-04T12:00:00.500Z', '2026-03-04T12:14:59.999Z'),
  id: fc.uuid(),
  source: fc.constantFrom('app', 'web', 'job', 'zoo'),
  userId: fc.constantFrom('ada', 'bob', 'cem', null),
  workspaceId: fc.constantFrom('w', null),
  sessionId: fc.constant(null),
  seatType: fc.constant(null),
  entitlement: fc.constant(null),
  amount: fc.constant(null),
  asset: fc.constant(null),
  metadata: fc
    .record({ tokens: fc.oneof(fc.nat(9), fc.constant(Number.MAX_SAFE_INTEGER)), latency_ms: fc.nat(900) })
    .map((said) => JSON.stringify(said)),
  voidedAt: fc.constantFrom(null, null, START),
});

/** Buckets as the store has them. */
class Store {
  rows = new Map<string, UsageBucketRow>();

  write(buckets: readonly UsageBucketWrite[]): void {
    for (const { workspaceId, grain, start, properties } of buckets) {
      const version = (this.rows.get(workspaceId)?.version ?? 0) + 1;
      this.rows.set(workspaceId, { workspaceId, grain, start, version, ...properties } as UsageBucketRow);
    }
  }

  get all() {
    return [...this.rows.values()].map((bucket) => ({ bucket }));
  }

  /** What a transaction sees of it. */
  get step(): WriteStep {
    const read = async (statement: object) =>
      statement === bucketsListOfQuarters ? this.all : statement === metersFindActive ? DECLARED : [];
    return { read, write: (_: object, { buckets }: { buckets: UsageBucketWrite[] }) => this.write(buckets) } as never;
  }

  drifts(events: readonly MeasuredEventRow[]) {
    const stored = storedByKey(this.all);
    return driftsFrom(stored, rightQuarters([START], tallied([START], events, meters), stored));
  }
}

function rolledUp(events: readonly MeasuredEventRow[]): Store {
  const store = new Store();
  const rights = rightQuarters([START], tallied([START], events, meters), new Map());
  store.write(rights.map(bucketWrite));
  return store;
}

const events = fc.array(event, { minLength: 1, maxLength: 30 });

describe('a quarter hour that events leave', () => {
  it('is found right, whichever leave and in as many turns as it takes, and so is what is rolled up anew then', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.array(fc.nat(3), { minLength: 30, maxLength: 30 }), async (there, turns) => {
        const store = rolledUp(there);
        expect(store.drifts(there)).toEqual([]);
        for (const turn of [1, 2, 3]) {
          await foldIntoBase(
            store.step,
            there.filter((_, n) => turns[n] === turn),
          );
          expect(store.drifts(there.filter((_, n) => (turns[n] as number) > turn || turns[n] === 0))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is found wrong whatever is altered of it, and its rows say something else', async () => {
    const changes = fc.constantFrom<Partial<Record<string, unknown>>>(
      { tokens: 3.5 },
      { events: 99_999 },
      { apiCalls: -1 },
      { latency: [1, 2, 3] },
      { latency: null },
      { meters: ['['] },
      { meters: ['["x",0,"COUNT",false,1,[],null]'] },
      { peakPerSecond: 'many' },
      { latencyCount: 77 },
      { latencyQuantiles: [9, 9, 9, 9] },
      { latencyQuantiles: 'slow' },
    );
    await fc.assert(
      fc.asyncProperty(events, changes, async (there, change) => {
        const store = rolledUp(there);
        const before = rowsDigest([...store.rows.values()]);
        store.rows.set('', { ...(store.rows.get('') as UsageBucketRow), ...change });
        expect(store.drifts(there)).toMatchObject([{ right: { workspaceId: '', start: START } }]);
        expect(rowsDigest([...store.rows.values()])).not.toBe(before);
        store.write(store.drifts(there).map(({ right }) => bucketWrite(right)));
        expect(store.drifts(there)).toEqual([]);
      }),
    );
  });
});
