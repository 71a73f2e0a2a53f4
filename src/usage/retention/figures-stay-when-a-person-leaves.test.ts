import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketsListInWindows, metersFindActive } from '../../../cypher/generated/usage.js';
import type { MeasuredEventRow, MeterRow, UsageBucketWrite } from '../../../cypher/rows.js';
import { canonicalText, type PersonInUsage } from '../../evidence/index.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { aggregateText, type Bucket, bucketFrom, bucketWrite } from '../rollup/bucket.js';
import { Distinct, hashOf } from '../rollup/distinct.js';
import { type Aggregate, merged } from '../rollup/figures.js';
import { Meters } from '../rollup/measured-by.js';
import { tallied } from '../rollup/read-events.js';
import { personInUsage } from './person-in-sums.js';

const START = '2026-03-04T12:00:00.000Z';
const ADA = 'ada"\\@example.com';
/** None of it reaches for the graph. */
const usage: PersonInUsage = personInUsage({ graph: null as never });

const meter = (name: string, rest: Partial<MeterRow>): MeterRow => ({
  ...{ id: name, version: 1, createdAt: '', createdBy: 'admin', name, number: 1, eventType: 'chat_message' },
  ...{ aggregation: 'COUNT', valuePath: null, groupBy: [], mostGroups: 1_000, state: 'ACTIVE', endedAt: null, ...rest },
});
const DECLARED = [
  meter('people', { aggregation: 'UNIQUE', valuePath: 'userId' }),
  meter('people_by', { aggregation: 'UNIQUE', valuePath: 'userId', groupBy: ['metadata.direction', 'source'] }),
  meter('sessions', { groupBy: ['sessionId', 'userId', 'workspaceId'] }),
  meter('orders', { eventType: 'shop.order', groupBy: ['metadata.model', 'metadata.buyer', 'userId'] }),
];
const meters = new Meters(DECLARED);

const word = fc.constantFrom('gpt-4', 'input', 'two words', 'x'.repeat(150), 'y'.repeat(300), '42', ADA, undefined);
const metadata = fc.record({
  direction: fc.constantFrom('sent', 'received'),
  model: word,
  token_kind: word,
  api_key: word,
  note: word,
  buyer: fc.constantFrom('bob', 'two words', undefined),
  tokens: fc.nat(1_000),
  latency_ms: fc.double({ noNaN: true, min: 0, max: 1_000 }),
  opened_session: fc.boolean(),
});
const event: fc.Arbitrary<MeasuredEventRow> = fc.record({
  type: fc.constantFrom('chat_message', 'api_call', 'embedding', 'shop.order'),
  occurredAt: fc.constantFrom(START, '2026-03-04T12:14:59.999Z'),
  id: fc.uuid(),
  source: fc.constantFrom('app', 'web'),
  userId: fc.constantFrom(ADA, 'bob', null),
  workspaceId: fc.constantFrom('w', null),
  sessionId: fc.constantFrom('s', ADA, null),
  seatType: fc.constant(null),
  entitlement: fc.constant(null),
  amount: fc.constant(null),
  asset: fc.constant(null),
  metadata: metadata.map((said) => canonicalText(JSON.parse(JSON.stringify(said)))),
  voidedAt: fc.constant(null),
});

const wholeOf = (events: readonly MeasuredEventRow[]): Aggregate =>
  tallied([START], events, meters).get(START)?.get('') ?? merged([]);

/** The event as an erasure leaves it. */
const erased = (one: MeasuredEventRow, pseudonym: string): MeasuredEventRow =>
  one.userId === ADA ? { ...one, userId: pseudonym, sessionId: null, metadata: usage.withoutWords(one) } : one;

/** Renames in one stored bucket; gives it as it is stored then, and how many were written. */
async function renamed(whole: Aggregate, pseudonym: string): Promise<{ bucket: Bucket; written: number }> {
  const place = { workspaceId: '', grain: 'month' as const, start: START };
  const rest = { end: START, base: whole, openUntil: null, closedAt: START, adjusted: whole };
  let { workspaceId, grain, start, properties } = bucketWrite({ ...place, ...rest, whole });
  const step = {
    read: async (statement: object) => {
      if (statement === bucketsListInWindows)
        return [{ bucket: { workspaceId, grain, start, version: 1, ...properties } }];
      return statement === metersFindActive ? DECLARED : [];
    },
    write: (_: object, { buckets }: { buckets: UsageBucketWrite[] }) => {
      ({ workspaceId, grain, start, properties } = buckets[0] as UsageBucketWrite);
    },
  };
  const done = await usage.renameInSums(step as unknown as WriteStep, [place], { personId: ADA, pseudonym });
  const bucket = bucketFrom({ workspaceId, grain, start, version: 2, ...properties } as never);
  return { bucket, written: done.buckets };
}

describe('a person who leaves sums', () => {
  it('is called in them as in events: what is summed up again comes to the same to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        const pseudonym = usage.pseudonymFor(ADA);
        const { bucket, written } = await renamed(wholeOf(events), pseudonym);
        const again = aggregateText(wholeOf(events.map((one) => erased(one, pseudonym))));
        for (const part of [bucket.whole, bucket.base, bucket.adjusted]) {
          const text = aggregateText(part as Aggregate);
          if (!isSaidBy(events)) expect(text).toBe(again);
          expect(text).not.toContain('@example');
        }
        if (!isSaidBy(events) && events.every(({ userId }) => userId !== ADA)) expect(written).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every figure, and the sum of every meter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        const before = wholeOf(events);
        const totals = ({ figures, meters: sums }: Aggregate) => [
          figures,
          [...sums].map(([name, sum]) => [name, sum.whole()]).sort(),
        ];
        const told = JSON.stringify(totals(before));
        const { bucket } = await renamed(before, usage.pseudonymFor(ADA));
        expect(JSON.stringify(totals(bucket.whole))).toBe(told);
      }),
      { numRuns: 200 },
    );
  });

  it('is one of so many persons still, however many there are and however their days are merged', () => {
    const pseudonym = usage.pseudonymFor(ADA);
    expect(pseudonym).toMatch(/^erased:[0-9a-f-]{36}$/);
    for (let n = 0; n < 40; n++) expect(hashOf(usage.pseudonymFor(ADA))).toBeLessThanOrEqual(hashOf(ADA));
    for (const people of [1, 500, 5_000]) {
      const days = [0, 1].map((day) => {
        const there = new Distinct(64);
        for (let n = 0; n < people; n++) there.add(`user-${day * Math.floor(people / 2) + n}`);
        there.add(ADA);
        return there;
      });
      const both = () => {
        const month = new Distinct(64);
        for (const day of days) month.merge(Distinct.decode(day.encode(), 64));
        return month.count();
      };
      const before = both();
      for (const day of days) day.replace(ADA, pseudonym);
      expect(Math.abs(both() - before)).toBeLessThanOrEqual(before * 0.05);
    }
  });
});

/** Whether somebody else's event says their name: it stands there until that event leaves. */
const isSaidBy = (events: readonly MeasuredEventRow[]): boolean =>
  events.some(
    ({ userId, metadata: said, sessionId }) => userId !== ADA && (said.includes('@example') || sessionId === ADA),
  );
