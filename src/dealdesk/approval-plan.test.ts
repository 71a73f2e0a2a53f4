import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApproverRole } from '../../policy/config-facts.js';
import { ADMIN_INBOX, type Approval } from './approval.js';
import { planApprovals, type Standing, undecided } from './approval-plan.js';
import type { Quote } from './quote.js';
import type { Asked } from './resolve-approvers.js';

const NOW = '2026-03-04T15:00:00.000Z';
const DEADLINES = { remindAt: '2026-03-05T15:00:00.000Z', dueAt: '2026-03-06T15:00:00.000Z' };
const ROLES: ApproverRole[] = ['SALES_MANAGER', 'FINANCE', 'LEGAL', 'VP_SALES'];

const quote = { id: 'q', ownerId: 'owner', currentVersion: 2, opportunityId: 'o' } as Quote;

/** Every split of some roles into stages. */
const stagesOf = fc
  .shuffledSubarray(ROLES, { minLength: 0 })
  .chain((roles) =>
    fc.array(fc.boolean(), { minLength: roles.length, maxLength: roles.length }).map((cuts) => ({ roles, cuts })),
  )
  .map(({ roles, cuts }) =>
    roles.reduce<ApproverRole[][]>((stages, role, n) => {
      if (n === 0 || cuts[n]) stages.push([role]);
      else stages.at(-1)?.push(role);
      return stages;
    }, []),
  );

/** People who are asked one by one, how many of them must approve, and how many are still to be named. */
const askedOf = fc
  .record({ members: fc.integer({ min: 0, max: 4 }), needs: fc.integer({ min: 1, max: 4 }), isShared: fc.boolean() })
  .map(
    ({ members, needs, isShared }): Asked =>
      isShared
        ? SHARED
        : {
            memberIds: Array.from({ length: members }, (_, n) => `m${n}`),
            needs,
            vacancies: Math.max(0, needs - members),
            isShared,
          },
  );

const SHARED: Asked = { memberIds: [], needs: 1, vacancies: 0, isShared: true };

interface Given {
  stages: ApproverRole[][];
  asked?: Asked;
  standing?: Map<ApproverRole, Standing>;
}

const plan = ({ stages, asked = SHARED, standing = new Map() }: Given) =>
  planApprovals({
    verdict: { stages, reasons: {}, segment: 'smb', trace: [] },
    quote,
    version: { listTotalMinor: 100, netTotalMinor: 75 },
    asked: () => asked,
    standing,
    idAt: (n) => `id ${n}`,
    deadlines: DEADLINES,
    configNumber: 3,
    now: NOW,
  });

describe('the approvals of a submitted version', () => {
  it('are of each role in its stage, whoever is asked; only the first stage is open', () => {
    fc.assert(
      fc.property(stagesOf, askedOf, (stages, asked) => {
        const planned = plan({ stages, asked });
        expect(
          stages.map((_roles, n) => [...new Set(planned.filter(({ stage }) => stage === n).map(({ role }) => role))]),
        ).toEqual(stages);
        for (const { stage, status, dueAt, remindAt } of planned) {
          expect(status).toBe(stage === 0 ? 'open' : 'waiting');
          expect({ dueAt, remindAt }).toEqual(stage === 0 ? DEADLINES : { dueAt: null, remindAt: null });
        }
        expect(new Set(planned.map(({ id }) => id)).size).toBe(planned.length);
      }),
    );
  });

  it('wait for each person who is asked, and for an admin where one is missing; several count together', () => {
    const waits = (asked: Asked) =>
      plan({ stages: [['LEGAL']], asked }).map(({ inbox, groupId, groupNeeds }) => [inbox, groupId, groupNeeds]);
    expect(waits(SHARED)).toEqual([['role:LEGAL', null, null]]);
    expect(waits({ memberIds: ['m1'], needs: 1, vacancies: 0, isShared: false })).toEqual([['user:m1', null, null]]);
    expect(waits({ memberIds: [], needs: 1, vacancies: 1, isShared: false })).toEqual([[ADMIN_INBOX, null, null]]);
    expect(waits({ memberIds: ['m1'], needs: 2, vacancies: 1, isShared: false })).toEqual([
      ['user:m1', 'id 0', 2],
      [ADMIN_INBOX, 'id 0', 2],
    ]);
  });

  it('are approved where an earlier approval stands, and the next stage is open', () => {
    const standing = new Map<ApproverRole, Standing>([
      ['SALES_MANAGER', { deciderId: 'm1', onBehalfOfId: null, approvedVersion: 1 }],
    ]);
    const planned = plan({ stages: [['SALES_MANAGER'], ['FINANCE']], standing });
    expect(planned.map(({ status, decidedById, approvedVersion }) => [status, decidedById, approvedVersion])).toEqual([
      ['approved', 'm1', 1],
      ['open', null, null],
    ]);
  });
});

it('superseding ends what is undecided, and nothing else', () => {
  const statuses = ['waiting', 'open', 'approved', 'rejected', 'countered', 'superseded'] as const;
  const [one] = plan({ stages: [['LEGAL']] });
  const ended = undecided(statuses.map((status) => ({ ...(one as Approval), id: status, status })));
  expect(ended.map(({ id, status, version }) => [id, status, version])).toEqual([
    ['waiting', 'superseded', 2],
    ['open', 'superseded', 2],
  ]);
});
