import { describe, expect, it } from '@jest/globals';
import { type Fault, planFaults } from '../../chaos/faults.js';
import { Draw } from '../../chaos/seeded.js';

const plan = (seed: string, round: number) => planFaults(new Draw(`${seed}/${round}`).part('faults'), round);
const rounds = Array.from({ length: 200 }, (_, index) => index + 1);

describe('a seed', () => {
  it('plans the same faults for the same round, and others for another seed or round', () => {
    expect(plan('a', 7)).toEqual(plan('a', 7));
    expect(plan('a', 7)).not.toEqual(plan('a', 8));
    expect(plan('a', 7)).not.toEqual(plan('b', 7));
  });

  it('draws the same keys and numbers again, whatever another part draws meanwhile', () => {
    const [one, other] = [new Draw('a').part('quote/1'), new Draw('a').part('quote/1')];
    new Draw('a').part('quote/0').uuid();
    expect([one.uuid(), one.between(1, 9), one.fraction()]).toEqual([
      other.uuid(),
      other.between(1, 9),
      other.fraction(),
    ]);
    expect(one.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('plans in 200 rounds every kind of fault, at every process and store, and a long stop every twentieth round', () => {
    const faults = rounds.flatMap((round) => plan('a', round));
    const kinds = ['kill', 'restart', 'stop', 'cut', 'refuse', 'stall', 'slow', 'clock', 'redis-cannot-write'];
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(kinds));
    const targets = (kind: Fault['kind']) =>
      new Set(faults.flatMap((fault) => (fault.kind === kind && 'target' in fault ? [fault.target] : [])));
    expect(targets('kill').size).toBe(9);
    expect(targets('stop').size).toBe(8);
    for (const round of rounds) {
      const long = plan('a', round).filter((fault) => fault.kind === 'stop' && fault.forMs === 40_000);
      expect(long).toHaveLength(round % 20 === 0 ? 1 : 0);
    }
  });
});
