import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, quoteOf } from './deal.js';

type Any = any;

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let [ae, manager]: Client[] = [];
beforeAll(async () => {
  [ae, manager] = [await world.as('ae'), await world.as('manager')];
});

const decideAll = (client: Client | undefined, decisions: object[]) =>
  (client as Client).mutate(
    'decideApprovals',
    { decisions },
    `... on ApprovalsDecided { results { approvalId result { __typename ... on ApprovalDecided { quoteStatus quoteId }
      ... on NotFound { message } ... on InvalidInput { fields { path } } ... on VersionConflict { currentVersion } } } }
     ... on InvalidInput { fields { path message } }`,
  );

async function asked(discount: number): Promise<Any> {
  const deal = await dealOf(world);
  const quoteId = await deal.submitted(ae as Client, { discount });
  const [{ id, version }] = await approvalsOf(ae as Client, quoteId);
  return { deal, quoteId, approvalId: id, version };
}

describe('many decisions', () => {
  it('have each an outcome, a transaction and a receipt of their own; one that fails stops no other', async () => {
    const [one, two, three] = [await asked(2_500), await asked(2_600), await asked(2_700)];
    const approve = ({ approvalId, version }: Any) => ({ approvalId, version, decision: 'APPROVE' });
    const answer = await decideAll(manager, [
      approve(one),
      { ...approve(two), version: 7 },
      { approvalId: 'nowhere', version: 1, decision: 'APPROVE' },
      { ...approve(three), decision: 'REJECT', reasonCode: 'DISCOUNT_TOO_HIGH' },
    ]);
    expect(answer.results.map(({ approvalId, result }: Any) => [approvalId, result.__typename])).toEqual([
      [one.approvalId, 'ApprovalDecided'],
      [two.approvalId, 'VersionConflict'],
      ['nowhere', 'NotFound'],
      [three.approvalId, 'ApprovalDecided'],
    ]);
    const statuses = await Promise.all([one, two, three].map(({ quoteId }) => quoteOf(ae as Client, quoteId)));
    expect(statuses.map(({ status }) => status)).toEqual(['APPROVED', 'PENDING_APPROVAL', 'REJECTED']);
    for (const [{ deal }, decided] of [
      [one, 1],
      [two, 0],
      [three, 1],
    ] as const) {
      const steps = (await chainOf(world, deal.opportunityId)).filter(({ step }: Any) => step === 'DECIDE_APPROVAL');
      expect(steps).toHaveLength(decided);
    }
  });

  it('are made once for one key each', async () => {
    const [one, two] = [await asked(2_500), await asked(2_600)];
    const decisions = [one, two].map(({ approvalId, version }) => ({
      approvalId,
      version,
      decision: 'APPROVE',
      idempotencyKey: `key of ${approvalId}`,
    }));
    const first = await decideAll(manager, decisions);
    expect(await decideAll(manager, decisions)).toEqual(first);
    expect(first.results.every(({ result }: Any) => result.__typename === 'ApprovalDecided')).toBe(true);
  });

  it.each([
    ['none', 0, 'decisions'],
    ['more than a hundred', 101, 'decisions'],
  ])('are refused together when there are %s', async (_how, count, path) => {
    const decisions = Array.from({ length: count }, (_, n) => ({
      approvalId: `a${n}`,
      version: 1,
      decision: 'APPROVE',
    }));
    expect(await decideAll(manager, decisions)).toMatchObject({ __typename: 'InvalidInput', fields: [{ path }] });
  });

  it('are refused together when one approval is decided twice', async () => {
    const decision = { approvalId: 'a', version: 1, decision: 'APPROVE' };
    expect(await decideAll(manager, [decision, decision])).toMatchObject({
      fields: [{ path: 'decisions.1.approvalId' }],
    });
  });

  it('are for approvers with a seat', async () => {
    for (const [handle, code] of [
      ['ae', 'FORBIDDEN'],
      ['observing-manager', 'SEAT_REQUIRED'],
    ] as const) {
      const client = await world.as(handle);
      const { errors } = await client.graphql(
        'mutation($input: DecideApprovalsInput!) { decideApprovals(input: $input) { __typename } }',
        { input: { decisions: [{ approvalId: 'a', version: 1, decision: 'APPROVE' }] } },
      );
      expect(errors?.[0]?.extensions?.code).toBe(code);
    }
  });
});
