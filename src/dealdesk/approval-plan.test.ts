import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ManagerRow } from '../../cypher/rows.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { Approval } from './approval.js';
import { nextStage, planApprovals, undecided, withNextStageOpen } from './approval-plan.js';
import { draftVersion, type Quote, type QuoteVersion } from './quote.js';
import { STANDARD_TERMS } from './terms.js';

const NOW = '2026-03-04T15:00:00.000Z';
const DEADLINES = { remindAt: '2026-03-05T15:00:00.000Z', dueAt: '2026-03-06T15:00:00.000Z' };
const ROLES: ApproverRole[] = ['SALES_MANAGER', 'FINANCE', 'LEGAL', 'VP_SALES'];

const quote = { id: 'q', ownerId: 'owner', currentVersion: 2, opportunityId: 'o' } as Quote;
const numbered = { id: 'v', quoteId: 'q', number: 2, createdAt: NOW, createdBy: 'owner' };
const draft = draftVersion(numbered, { listTotalMinor: 100, netTotalMinor: 75, ...STANDARD_TERMS });

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

const managersOf = fc.array(
  fc.record({
    id: fc.constantFrom('owner', 'submitter', 'maker', 'm1', 'm2', 'm3'),
    level: fc.integer({ min: 1, max: 6 }),
    roles: fc.subarray(['sales_manager', 'ae', 'vp_sales']),
  }),
);

interface Asked {
  stages: ApproverRole[][];
  managers?: ManagerRow[];
  version?: QuoteVersion;
  approvals?: Approval[];
}

const plan = ({ stages, managers = [], version = draft, approvals = [] }: Asked) =>
  planApprovals({
    verdict: { stages, reasons: {} },
    quote,
    version,
    managers,
    handlerIds: ['submitter'],
    approvals,
    ids: ROLES.map((role) => `id ${role}`),
    deadlines: DEADLINES,
    configNumber: 3,
    now: NOW,
  });

describe('the approvals of a submitted version', () => {
  it('are one for each role, in its stage; only the first stage is open', () => {
    fc.assert(
      fc.property(stagesOf, (stages) => {
        const planned = plan({ stages });
        expect(stages.map((_roles, n) => planned.filter(({ stage }) => stage === n).map(({ role }) => role))).toEqual(
          stages,
        );
        for (const { stage, status, dueAt, remindAt } of planned) {
          expect(status).toBe(stage === 0 ? 'open' : 'waiting');
          expect({ dueAt, remindAt }).toEqual(stage === 0 ? DEADLINES : { dueAt: null, remindAt: null });
        }
        expect(new Set(planned.map(({ id }) => id)).size).toBe(planned.length);
      }),
    );
  });

  it('never wait for somebody who made the quote, nor for one who lacks the role', () => {
    fc.assert(
      fc.property(stagesOf, managersOf, (stages, managers) => {
        const version = { ...draft, makerIds: ['maker'] };
        for (const { assigneeId } of plan({ stages, managers, version })) {
          expect(['owner', 'submitter', 'maker']).not.toContain(assigneeId);
          if (assigneeId) {
            expect(managers.some(({ id, roles }) => id === assigneeId && roles.includes('sales_manager'))).toBe(true);
          }
        }
      }),
    );
  });

  it('wait for the nearest manager, or for the role when there is none', () => {
    const managers = [
      { id: 'far', level: 2, roles: ['sales_manager'] },
      { id: 'near', level: 1, roles: ['ae'] },
    ];
    const stages: ApproverRole[][] = [['SALES_MANAGER'], ['FINANCE']];
    expect(plan({ stages, managers }).map(({ inbox }) => inbox)).toEqual(['user:far', 'role:FINANCE']);
    expect(plan({ stages }).map(({ inbox }) => inbox)).toEqual(['role:SALES_MANAGER', 'role:FINANCE']);
  });

  it('are decided stage by stage until nothing is left', () => {
    fc.assert(
      fc.property(stagesOf, (stages) => {
        let approvals = plan({ stages });
        const order: number[] = [];
        for (let next = nextStage(approvals); next !== null; next = nextStage(approvals)) {
          const open = approvals.find(({ status }) => status === 'open') as Approval;
          expect(open.stage).toBe(next);
          order.push(next);
          approvals = withNextStageOpen(
            approvals.map((one) => (one === open ? { ...one, status: 'approved' } : one)),
            DEADLINES,
          );
        }
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(order).toHaveLength(stages.flat().length);
      }),
    );
  });
});

describe("a counter-proposal's approval", () => {
  const countered = { ...plan({ stages: [['SALES_MANAGER']] })[0], status: 'countered', decidedById: 'm1' } as Approval;
  const version: QuoteVersion = { ...draft, origin: 'counter_proposal', proposedByApprovalId: countered.id };
  const stages: ApproverRole[][] = [['SALES_MANAGER'], ['FINANCE']];

  it('stands when the version comes back as proposed, and the next stage is open', () => {
    const planned = plan({ stages, version, approvals: [countered] });
    expect(planned.map(({ status, decidedById }) => [status, decidedById])).toEqual([
      ['approved', 'm1'],
      ['open', null],
    ]);
  });

  it.each<[string, QuoteVersion]>([
    ['its proposer is a maker of it', { ...version, makerIds: ['m1'] }],
    ['the owner drafted another', { ...version, origin: 'draft', proposedByApprovalId: null }],
  ])('does not stand when %s', (_why, changed) => {
    const planned = plan({ stages, version: changed, approvals: [countered] });
    expect(planned.map(({ status }) => status)).toEqual(['open', 'waiting']);
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
