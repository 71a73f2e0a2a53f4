import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock } from '../kit/clock.js';
import { type QuotaRoom, quota, quotaRoom } from './quota-room.js';

const START = '2026-03-04T23:50:00.000Z';
const DAY_MS = 86_400_000;
const DAILY = 100;
const OF_A_USER = 60;

interface Ask {
  do: 'consume' | 'reserve';
  n: number;
  user: string;
  holdMs: number;
}

type Step =
  | Ask
  | { do: 'finalise'; which: number; n: number }
  | { do: 'release'; which: number }
  | { do: 'wait'; ms: number };

const user = fc.constantFrom('ada', 'bob');
const amount = fc.integer({ min: 0, max: 70 });
const which = fc.nat({ max: 5 });
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('consume' as const, 'reserve' as const),
        n: amount,
        user,
        holdMs: fc.constantFrom(1_000, 60_000, 900_000),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('finalise' as const), which, n: amount }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), which }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        ms: fc.constantFrom(1, 999, 1_000, 60_000, 700_000, DAY_MS),
      }),
    },
  ),
  { minLength: 5, maxLength: 25 },
);

interface Held {
  id: string;
  user: string;
  n: number;
  day: number;
  ends: number;
  state: 'open' | 'expired' | 'done';
}

/** What quotas are, told as plainly as can be: a sum for each user and day, and a list of what is reserved. */
class Model {
  readonly held: Held[] = [];
  readonly #used = new Map<string, number>();

  constructor(private readonly clock: ManualClock) {}

  get day(): number {
    return Math.floor(this.clock.now() / DAY_MS);
  }

  used(who: string): number {
    return this.#used.get(`${this.day} ${who}`) ?? 0;
  }

  get usedByAll(): number {
    return this.used('ada') + this.used('bob');
  }

  allows(who: string, n: number): boolean {
    return n === 0 || (this.usedByAll + n <= DAILY && this.used(who) + n <= OF_A_USER);
  }

  count(who: string, n: number): void {
    this.#used.set(`${this.day} ${who}`, Math.max(0, this.used(who) + n));
  }

  expire(): void {
    for (const held of this.held) {
      if (held.state !== 'open' || held.ends > this.clock.now()) continue;
      if (held.day === this.day) this.count(held.user, -held.n);
      held.state = 'expired';
    }
  }

  finalise(held: Held, n: number): void {
    const reserved = held.state === 'open' ? held.n : 0;
    const isSameDay = held.day === this.day || reserved === 0;
    this.count(held.user, isSameDay ? n - reserved : Math.max(0, n - reserved));
    held.state = 'done';
  }

  release(held: Held): void {
    if (held.state === 'open' && held.day === this.day) this.count(held.user, -held.n);
    held.state = 'done';
  }
}

async function ask({ do: mode, n, user: userId, holdMs }: Ask, room: QuotaRoom, model: Model, clock: ManualClock) {
  const decision = await room.check({ tokens: n }, { subject: { userId }, mode, reserveForMs: holdMs });
  expect(decision.allowed).toBe(model.allows(userId, n));
  if (!decision.allowed) return;
  model.count(userId, n);
  if (!decision.reservationId) return;
  const ends = clock.now() + holdMs;
  model.held.push({ id: decision.reservationId, user: userId, n, day: model.day, ends, state: 'open' });
}

async function take(step: Step, room: QuotaRoom, model: Model, clock: ManualClock): Promise<void> {
  if (step.do === 'wait') return clock.advance({ ms: step.ms });
  model.expire();
  if ('user' in step) return ask(step, room, model, clock);
  const held = model.held[step.which];
  if (!held) return;
  if (step.do === 'finalise') await room.quotas.finalise(room.tenantId, held.id, { tokens: step.n });
  else await room.quotas.release(room.tenantId, held.id);
  if (held.state === 'done') return;
  if (step.do === 'finalise') model.finalise(held, step.n);
  else model.release(held);
}

describe('whatever is asked for, in whatever order', () => {
  it('is let through up to the limit and counted as the model says', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const clock = new ManualClock(START);
        const quotas = [quota({ limit: DAILY }), quota({ name: 'of_a_user', level: 'user', limit: OF_A_USER })];
        const room = quotaRoom({ quotas, clock });
        const model = new Model(clock);
        for (const step of sequence) await take(step, room, model, clock);
        model.expire();
        for (const userId of ['ada', 'bob']) expect(await room.used('of_a_user', { userId })).toBe(model.used(userId));
        expect(await room.used('tokens_per_day')).toBe(model.usedByAll);
        room.close();
      }),
      { numRuns: 60 },
    );
  });

  it('is let through by a rate up to its limit, and as much more as drains meanwhile', async () => {
    const asked = fc.record({
      n: fc.integer({ min: 1, max: 12 }),
      ms: fc.constantFrom(0, 1, 100, 3_000, 30_000, 90_000),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.array(asked, { maxLength: 25 }), async (limit, sequence) => {
        const clock = new ManualClock(START);
        const room = quotaRoom({ quotas: [quota({ name: 'calls', window: 'minute', limit })], clock });
        const admitted: { at: number; n: number }[] = [];
        for (const { n, ms } of sequence) {
          clock.advance({ ms });
          if ((await room.check({ tokens: n })).allowed) admitted.push({ at: clock.now(), n });
        }
        for (const [first, { at: from }] of admitted.entries()) {
          let sum = 0;
          for (const { at, n } of admitted.slice(first)) {
            sum += n;
            expect(sum * 60_000).toBeLessThanOrEqual(limit * (60_000 + at - from));
          }
        }
        room.close();
      }),
      { numRuns: 40 },
    );
  });

  it('is let through up to the limit when many processes race', async () => {
    const room = quotaRoom({
      quotas: [quota({ limit: 500 }), quota({ name: 'of_a_user', level: 'user', limit: 100 })],
    });
    const processes = Array.from({ length: 4 }, () => room.another({ now: () => Date.now() }));
    const ask = (place: number) =>
      processes[place % 4]?.check(room.tenantId, {
        ...{ subject: { userId: `u${place % 8}` }, mode: 'consume', amounts: { tokens: 3 } },
      });
    const answers = await Promise.all(Array.from({ length: 2_000 }, (_, place) => ask(place)));
    const allowed = answers.filter((answer) => answer?.__typename === 'QuotaDecision' && answer.allowed).length;
    expect(allowed).toBe(166);
    expect(await room.used('tokens_per_day')).toBe(498);
  });
});
