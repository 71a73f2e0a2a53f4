import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Approval } from './approval.js';
import { nextStage, undecided, withNextStageOpen } from './approval-plan.js';
import { completesStage, moveOn } from './stage-progress.js';

const NOW = '2026-03-04T15:00:00.000Z';
const DEADLINES = { remindAt: '2026-03-05T15:00:00.000Z', dueAt: '2026-03-06T15:00:00.000Z' };
const BY = { decidedAt: NOW, decidedById: 'm1', onBehalfOfId: null, reasonCode: null, approvedVersion: 1 };

const waiting = (place: Partial<Approval>): Approval =>
  ({
    version: 1,
    stage: 0,
    status: 'waiting',
    assigneeId: null,
    groupId: null,
    groupNeeds: null,
    ...place,
  }) as Approval;

/** Groups one after another or beside each other: each of some members, of whom some must approve. */
const chainOf = fc
  .array(
    fc.record({ stage: fc.nat(2), members: fc.integer({ min: 1, max: 4 }), needs: fc.integer({ min: 1, max: 4 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((groups) =>
    groups.flatMap(({ stage, members, needs }, g) =>
      Array.from({ length: members }, (_, n) =>
        waiting({
          id: `${g}.${n}`,
          stage,
          groupId: members > 1 ? `${g}` : null,
          groupNeeds: members > 1 ? Math.min(needs, members) : null,
        }),
      ),
    ),
  );

/** Approves what is open, first come first served, as `pick` says; gives how many of each group approved, in which stages. */
function decided(chain: Approval[], pick: (open: Approval[]) => Approval) {
  let approvals = withNextStageOpen(chain, DEADLINES);
  const stages: number[] = [];
  const counts = new Map<string, number>();
  for (let open = ofStatus(approvals, 'open'); open.length > 0; open = ofStatus(approvals, 'open')) {
    const given = { ...pick(open), status: 'approved' as const };
    stages.push(given.stage);
    counts.set(given.groupId ?? given.id, (counts.get(given.groupId ?? given.id) ?? 0) + 1);
    const completes = completesStage(approvals, given);
    const before = approvals.map((one) => (one.id === given.id ? given : one));
    const moved = moveOn({ approvals: before, deadlines: DEADLINES, now: NOW, follows: () => false, decision: BY });
    const changed = [...moved.opened, ...moved.superseded, ...moved.followed];
    approvals = before.map((one) => changed.find(({ id }) => id === one.id) ?? one);
    expect(completes).toBe(nextStage(approvals) === null || nextStage(approvals) !== given.stage);
    expect(moved.isDone).toBe(nextStage(approvals) === null);
  }
  return { approvals, stages, counts };
}

const ofStatus = (approvals: Approval[], status: string) => approvals.filter((one) => one.status === status);

describe('a chain that moves on', () => {
  it('asks stage by stage until exactly as many of each group approved as must', () => {
    fc.assert(
      fc.property(chainOf, fc.nat(), (chain, seed) => {
        const { approvals, stages, counts } = decided(chain, (open) => open[seed % open.length] as Approval);
        expect(stages).toEqual(stages.toSorted((a, b) => a - b));
        expect(undecided(approvals)).toEqual([]);
        for (const { id, groupId, groupNeeds } of chain) expect(counts.get(groupId ?? id)).toBe(groupNeeds ?? 1);
      }),
    );
  });

  it('does not ask the same person again in the stage right after, but later and others', () => {
    const chain = [
      waiting({ id: 'a', status: 'approved' }),
      waiting({ id: 'b', stage: 1, assigneeId: 'm1' }),
      waiting({ id: 'c', stage: 2, assigneeId: 'm1' }),
      waiting({ id: 'd', stage: 2, assigneeId: 'm2' }),
      waiting({ id: 'e', stage: 3, assigneeId: 'm1' }),
    ];
    const follows = ({ assigneeId }: Approval) => assigneeId === 'm1';
    const moved = moveOn({ approvals: chain, deadlines: DEADLINES, now: NOW, follows, decision: BY });
    expect(moved.followed.map(({ id, decidedById, version }) => [id, decidedById, version])).toEqual([
      ['b', 'm1', 2],
      ['c', 'm1', 2],
    ]);
    expect(moved.opened.map(({ id, dueAt }) => [id, dueAt])).toEqual([['d', DEADLINES.dueAt]]);
    expect(moved.isDone).toBe(false);
  });
});
