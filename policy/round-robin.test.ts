import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Availability,
  type Pick,
  type PickRules,
  type PoolState,
  pickNext,
  TURN,
  withMembers,
} from './round-robin.js';

const FREE: Availability = { active: true, absent: false, in_hours: true, open_leads: 0, capacity: null };
const RULES: PickRules = { on_return: 'keep_place', outside_hours: 'next', excluded: [] };

const poolOf = (weights: Record<string, number>): PoolState =>
  withMembers(
    { members: [] },
    Object.entries(weights).map(([handle, weight]) => ({ handle, weight })),
  );
const equalPool = (...handles: string[]): PoolState => poolOf(Object.fromEntries(handles.map((handle) => [handle, 1])));
const everybody = (state: PoolState, ...away: string[]) =>
  Object.fromEntries(state.members.map(({ handle }) => [handle, { ...FREE, absent: away.includes(handle) }]));

/** Picks so many times; `away` are absent throughout. */
function turns(
  start: PoolState,
  count: number,
  rules: Partial<PickRules> = {},
  ...away: string[]
): { taken: string[]; state: PoolState } {
  let state = start;
  const taken: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const pick = pickNext(state, everybody(state, ...away), { ...RULES, ...rules });
    taken.push(pick.picked ?? '-');
    state = pick.state;
  }
  return { taken, state };
}

const someWeights = fc
  .array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })
  .map((weights) => Object.fromEntries(weights.map((weight, n) => [`m${n}`, weight])));
const fewHandles = fc.integer({ min: 2, max: 8 }).map((count) => Array.from({ length: count }, (_, n) => `m${n}`));

describe('turns', () => {
  it('interleaves weights smoothly, ties by the stored order', () => {
    expect(turns(poolOf({ a: 5, b: 1, c: 1 }), 7).taken.join('')).toBe('aabacaa');
    expect(turns(equalPool('c', 'a', 'b'), 6).taken.join('')).toBe('cabcab');
  });

  it('gives each member exactly their weight in every round, and never drifts', () => {
    fc.assert(
      fc.property(someWeights, fc.integer({ min: 1, max: 20 }), (weights, rounds) => {
        const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
        const { taken, state } = turns(poolOf(weights), total * rounds);
        for (const [handle, weight] of Object.entries(weights)) {
          expect(taken.filter((picked) => picked === handle)).toHaveLength(weight * rounds);
        }
        expect(state.members.every(({ credit }) => credit === 0)).toBe(true);
      }),
    );
  });

  it('is always less than two turns away from the fair share', () => {
    fc.assert(
      fc.property(someWeights, fc.integer({ min: 1, max: 200 }), (weights, count) => {
        const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
        const { taken } = turns(poolOf(weights), count);
        for (const [handle, weight] of Object.entries(weights)) {
          const share = (count * weight) / total;
          expect(Math.abs(taken.filter((picked) => picked === handle).length - share)).toBeLessThan(2);
        }
      }),
    );
  });
});

describe('members come and go without shifting the others', () => {
  const without = (taken: string[], ...handles: string[]) => taken.filter((picked) => !handles.includes(picked));

  it('when one is removed', () => {
    fc.assert(
      fc.property(fewHandles, fc.nat(30), fc.nat(7), (handles, before, which) => {
        const gone = handles[which % handles.length] as string;
        const { state } = turns(equalPool(...handles), before);
        const rest = handles.filter((handle) => handle !== gone);
        const smaller = withMembers(
          state,
          rest.map((handle) => ({ handle, weight: 1 })),
        );
        const expected = without(turns(state, 40).taken, gone).slice(0, 20);
        expect(turns(smaller, expected.length).taken).toEqual(expected);
      }),
    );
  });

  it('when one is added, who then starts level with the others', () => {
    fc.assert(
      fc.property(fewHandles, fc.nat(30), (handles, before) => {
        const { state } = turns(equalPool(...handles), before);
        const larger = withMembers(
          state,
          [...handles, 'new'].map((handle) => ({ handle, weight: 1 })),
        );
        const { taken } = turns(larger, (handles.length + 1) * 4);
        const expected = turns(state, taken.length).taken;
        expect(without(taken, 'new')).toEqual(expected.slice(0, without(taken, 'new').length));
        expect(taken.filter((picked) => picked === 'new')).toHaveLength(4);
      }),
    );
  });

  it.each(['keep_place', 'catch_up', 'team_average'] as const)('while one is away (%s)', (on_return) => {
    fc.assert(
      fc.property(fewHandles, fc.nat(30), fc.nat(7), (handles, before, which) => {
        const gone = handles[which % handles.length] as string;
        const { state } = turns(equalPool(...handles), before);
        const expected = without(turns(state, 60).taken, gone).slice(0, 20);
        expect(turns(state, expected.length, { on_return }, gone).taken).toEqual(expected);
      }),
    );
  });
});

describe('who returns', () => {
  const back = (on_return: PickRules['on_return'], awayFor: number) => {
    const { state } = turns(equalPool('a', 'b', 'c'), 1);
    const away = turns(state, awayFor, { on_return }, 'b').state;
    return turns(away, 12, { on_return }).taken.join('');
  };

  it('keeps their place: next before the absence, next after it', () => {
    expect(back('keep_place', 10).startsWith('b')).toBe(true);
    expect(back('keep_place', 1_000)).toBe(back('keep_place', 2));
  });

  it('catches up at most one extra turn', () => {
    expect(back('catch_up', 1_000)).toBe(back('catch_up', 100));
    const taken = back('catch_up', 1_000);
    expect(taken.slice(0, 6).match(/b/g)).toHaveLength(3);
    expect(taken).not.toContain('bbb');
  });

  it('comes back level with the team', () => {
    const taken = back('team_average', 1_000);
    expect(taken.match(/b/g)).toHaveLength(4);
    expect(taken).not.toContain('bb');
  });

  it('is never flooded, whatever the rule and the absence', () => {
    fc.assert(
      fc.property(
        fewHandles,
        fc.constantFrom('keep_place', 'catch_up', 'team_average'),
        fc.nat(300),
        fc.nat(20),
        (handles, rule, awayFor, before) => {
          const on_return = rule as PickRules['on_return'];
          const { state } = turns(equalPool(...handles), before, { on_return });
          const away = turns(state, awayFor, { on_return }, 'm0').state;
          const { taken } = turns(away, handles.length * 5, { on_return });
          const own = taken.filter((picked) => picked === 'm0').length;
          expect(own).toBeGreaterThanOrEqual(4);
          expect(own).toBeLessThanOrEqual(5 + (rule === 'catch_up' ? 2 : 1));
        },
      ),
    );
  });
});

describe('who is passed over, and why', () => {
  const reasonsOf = (pick: Pick) => Object.fromEntries(pick.passed_over.map(({ handle, reason }) => [handle, reason]));

  it('skips inactive, absent, full and off-duty members and those excluded or unknown', () => {
    const state = equalPool('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
    const pick = pickNext(
      state,
      {
        a: { ...FREE, active: false },
        b: { ...FREE, absent: true },
        c: { ...FREE, open_leads: 5, capacity: 5 },
        d: { ...FREE, in_hours: false },
        e: FREE,
        g: { ...FREE, open_leads: 4, capacity: 5 },
        h: FREE,
      },
      { ...RULES, excluded: ['e'] },
    );
    expect(pick.picked).toBe('g');
    expect(reasonsOf(pick)).toEqual({
      a: 'inactive',
      b: 'absent',
      c: 'over_capacity',
      d: 'outside_hours',
      e: 'excluded',
      f: 'unknown',
      h: 'later_in_order',
    });
  });

  it('says who had less credit, and shows the credits that decided', () => {
    const { state } = turns(equalPool('a', 'b'), 1);
    const pick = pickNext(state, everybody(state), RULES);
    expect(pick).toMatchObject({ picked: 'b', passed_over: [{ handle: 'a', reason: 'less_credit', credit: 0 }] });
    expect(turns(equalPool('a', 'b'), 1).state.members.map(({ credit }) => credit)).toEqual([-TURN / 2, TURN / 2]);
  });

  it('lets a lead wait for a member outside hours where the config says so', () => {
    const state = equalPool('a', 'b');
    const availability = { a: { ...FREE, in_hours: false }, b: FREE };
    expect(pickNext(state, availability, RULES).picked).toBe('b');
    expect(pickNext(state, availability, { ...RULES, outside_hours: 'wait' }).picked).toBe('a');
  });

  it('gives nobody and a conflict when nobody is left, and leaves the credits alone', () => {
    const { state } = turns(equalPool('a', 'b'), 1);
    for (const on_return of ['keep_place', 'catch_up', 'team_average'] as const) {
      const pick = pickNext(state, everybody(state, 'a', 'b'), { ...RULES, on_return });
      expect(pick).toMatchObject({ picked: null, conflict: 'no_member_available' });
      expect(pick.state.members.map(({ credit }) => credit)).toEqual(state.members.map(({ credit }) => credit));
    }
    expect(pickNext({ members: [] }, {}, RULES)).toMatchObject({ picked: null, conflict: 'no_member_available' });
  });

  it('keeps the place of a member whom one lead excludes', () => {
    const state = equalPool('a', 'b', 'c');
    const first = pickNext(state, everybody(state), { ...RULES, excluded: ['a'] });
    expect(first.picked).toBe('b');
    expect(turns(first.state, 3).taken.join('')).toBe('cab');
  });

  it('does not change the state it was given', () => {
    const state = equalPool('a', 'b');
    const before = structuredClone(state);
    pickNext(state, everybody(state, 'a'), RULES);
    expect(state).toEqual(before);
  });
});
