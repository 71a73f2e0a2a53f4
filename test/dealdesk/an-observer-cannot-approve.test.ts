import { expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf } from './deal.js';

const world = await createWorld({
  config: DESK_CONFIG,
  people: DESK_PEOPLE.map((person) =>
    person.handle === 'ae' ? { ...person, reportsTo: 'observing-manager' } : person,
  ),
});

const APPROVE = `mutation($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename } }`;

/** Tries to approve an open approval of a fresh quote. */
async function attempt(handle: string) {
  const deal = await dealOf(world);
  const ae = await world.as('ae');
  const quoteId = await deal.submitted(ae, { discount: 2_500 });
  const [approval] = await approvalsOf(ae, quoteId);
  const before = (await chainOf(world, deal.opportunityId)).length;
  const input = { approvalId: approval.id, version: approval.version, decision: 'APPROVE' };
  const answer = await (await world.as(handle)).graphql(APPROVE, { input });
  expect((await approvalsOf(ae, quoteId))[0].status).toBe('OPEN');
  // Refusals must not grow or lock a deal's chain.
  expect(await chainOf(world, deal.opportunityId)).toHaveLength(before);
  return answer;
}

async function lastRefusal(handle: string) {
  const rows = await world.cypher(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $id}) WHERE r.workflowSeq > 0
    MATCH (r)-[:HAS_PAYLOAD]->(p:BusinessPayload)
    RETURN r.step AS step, r.outcome AS outcome, p.content AS business ORDER BY r.workflowSeq DESC LIMIT 1`,
    { id: `activity:${world.id(handle)}:2026-03-04` },
  );
  return { ...rows[0], business: JSON.parse(rows[0].business) };
}

it('who manages, and observes: the seat is asked for, and the block is recorded for whoever grows the plan', async () => {
  const answer = await attempt('observing-manager');
  expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'SEAT_REQUIRED', requiredSeat: 'decision' });
  expect(await lastRefusal('observing-manager')).toEqual({
    step: 'BLOCK_SEAT',
    outcome: 'BLOCKED',
    business: {
      event: 'decision_seat_blocked',
      seat_type: 'observer',
      request_id: expect.any(String),
      metadata: { requiredSeat: 'decision', route: 'Mutation.decideApproval', method: 'GRAPHQL' },
    },
  });
});

it('is not the only one: who has a seat but no approving role is refused by their role', async () => {
  const answer = await attempt('ae');
  expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  expect(await lastRefusal('ae')).toMatchObject({
    step: 'REFUSE_ROLE',
    business: { event: 'role_refused', metadata: { route: 'Mutation.decideApproval', method: 'GRAPHQL' } },
  });
});
