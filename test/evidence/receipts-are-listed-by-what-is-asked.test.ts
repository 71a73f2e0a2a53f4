import { beforeAll, describe, expect, it } from '@jest/globals';
import { dealOf, decide } from '../dealdesk/deal.js';
import type { Client } from '../kit/client.js';
import { createWorld, WORLD_START } from '../kit/world.js';

const world = await createWorld();
const LATER = '2026-03-05T15:00:00.000Z';
let auditor: Client;
let workflowId: string;
let quoteId: string;

const LIST = `query($resourceId: ID, $workflowId: ID, $step: String, $subjectId: ID, $from: DateTime, $to: DateTime, $first: Int, $after: String) {
  receipts(resourceId: $resourceId, workflowId: $workflowId, step: $step, subjectId: $subjectId, from: $from, to: $to, first: $first, after: $after) {
    edges { node { id step workflowSeq timestamp leafIndex resource { type id } subject { type id } } } pageInfo { hasNextPage endCursor } } }`;
const list = async (filter: Record<string, unknown>) => (await auditor.ask(LIST, filter)).receipts;
const steps = async (filter: Record<string, unknown>) =>
  (await list(filter)).edges.map(({ node }: { node: { step: string } }) => node.step);

beforeAll(async () => {
  auditor = await world.as('auditor');
  const deal = await dealOf(world);
  quoteId = await deal.submitted(await world.as('ae'), { discount: 2_500 });
  workflowId = `deal:${deal.opportunityId}`;
  world.clock.set(LATER);
  const manager = await world.as('manager');
  auditor = await world.as('auditor');
  await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
});

describe('receipts are listed', () => {
  it('by workflow, in the order of its chain', async () => {
    const whole = [
      'CREATE_OPPORTUNITY',
      'CREATE_QUOTE',
      'SUBMIT_QUOTE',
      'EVALUATE_QUOTE',
      'DECIDE_APPROVAL',
      'APPROVE_QUOTE',
    ];
    expect(await steps({ workflowId })).toEqual(whole);
    const { edges, pageInfo } = await list({ workflowId, first: 4 });
    expect([edges.length, pageInfo.hasNextPage]).toEqual([4, true]);
    expect(await steps({ workflowId, after: pageInfo.endCursor })).toEqual(whole.slice(4));
  });

  it('by resource, newest first, a page at a time, none twice and none missing', async () => {
    const whole = await steps({ resourceId: quoteId });
    expect([...whole].sort()).toEqual(['APPROVE_QUOTE', 'CREATE_QUOTE', 'EVALUATE_QUOTE', 'SUBMIT_QUOTE']);
    expect(whole[0]).toBe('APPROVE_QUOTE');
    const paged: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { edges, pageInfo } = await list({ resourceId: quoteId, first: 1, after });
      paged.push(edges[0].node.step);
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(paged).toEqual(whole);
  });

  it('by step, and by who acted', async () => {
    const { edges } = await list({ step: 'EVALUATE_QUOTE' });
    expect(edges[0].node.resource).toEqual({ type: 'Quote', id: quoteId });
    expect(await steps({ subjectId: world.id('manager') })).toEqual(
      expect.arrayContaining(['DECIDE_APPROVAL', 'APPROVE_QUOTE']),
    );
  });

  it('by period: from included, to not', async () => {
    expect((await steps({ from: LATER })).sort()).toEqual(['APPROVE_QUOTE', 'DECIDE_APPROVAL']);
    expect(await steps({ workflowId, to: LATER })).toHaveLength(4);
    expect(await steps({ resourceId: quoteId, from: WORLD_START, to: LATER })).toHaveLength(3);
    expect(await steps({ to: WORLD_START })).toEqual([]);
  });

  it('by one of them at a time', async () => {
    const { errors } = await auditor.graphql(LIST, { workflowId, step: 'SUBMIT_QUOTE' });
    expect(errors?.[0]).toMatchObject({
      message: 'filter: workflowId and step cannot be combined; take one of them.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

const SHOW = `query($step: String) { receipts(step: $step, first: 1) { edges { node {
  body business { state content salt commitment } personal { state content } } } } }`;

describe('payloads are shown', () => {
  const shownTo = async (handle: string, step: string) =>
    (await (await world.as(handle)).ask(SHOW, { step })).receipts.edges[0].node;

  it('to everybody where they hold business, with the facts and the verdict', async () => {
    const { business, body } = await shownTo('sdr', 'EVALUATE_QUOTE');
    expect(business).toMatchObject({ state: 'SHOWN', commitment: body.business_commitment });
    expect(business.content.policy_decision).toMatchObject({ allow: true, facts: expect.any(Object) });
  });

  it('to RevOps admins and auditors alone where they hold what is personal, or what admins do', async () => {
    const [user, hidden] = [await shownTo('auditor', 'CREATE_USER'), await shownTo('sdr', 'CREATE_USER')];
    expect([user.business.state, user.personal.state]).toEqual(['SHOWN', 'SHOWN']);
    expect(hidden).toMatchObject({
      business: { state: 'WITHHELD', content: null, salt: null },
      personal: { state: 'WITHHELD', content: null },
    });
  });

  it('as erased once they are', async () => {
    await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, step: 'CREATE_USER'})-[:HAS_PAYLOAD]->(p:PersonalPayload)
       WHERE r.createdAt > '' DETACH DELETE p`,
    );
    expect((await shownTo('auditor', 'CREATE_USER')).personal).toEqual({ state: 'ERASED', content: null });
  });

  it('through the decision of a policy', async () => {
    const [{ id }] = await world.cypher(
      'MATCH (d:PolicyDecision {tenantId: $tenantId, resourceId: $quoteId}) WHERE d.createdAt > "" RETURN d.id AS id',
      { quoteId },
    );
    const { policyDecision } = await auditor.ask(
      'query($id: ID!) { policyDecision(id: $id) { allow ruleIds package verdict receipt { step business { state } } } }',
      { id },
    );
    expect(policyDecision).toMatchObject({
      allow: true,
      package: 'discount_approvals',
      receipt: { step: 'EVALUATE_QUOTE', business: { state: 'SHOWN' } },
    });
    expect(policyDecision.verdict.rule_ids).toEqual(policyDecision.ruleIds);
  });
});
