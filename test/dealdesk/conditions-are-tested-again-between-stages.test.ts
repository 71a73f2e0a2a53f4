import { beforeAll, describe, expect, it } from '@jest/globals';
import { updateOpportunity } from '../../src/crm/index.js';
import type { Client } from '../kit/client.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';
import {
  activate,
  approvalsOf,
  chainOf,
  DESK_CONFIG,
  DESK_PEOPLE,
  type Deal,
  dealOf,
  decide,
  quoteOf,
} from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
let manager: Client;
let finance: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  manager = await world.as('manager');
  finance = await world.as('finance');
});

const APPROVE = { decision: 'APPROVE' };
/** Declares a deal strategic, which asks for the VP of sales. */
async function becomesStrategic({ opportunityId }: Deal) {
  const [{ version }] = await world.cypher(
    'MATCH (o:Opportunity {tenantId: $tenantId, id: $id}) RETURN o.version AS version',
    {
      id: opportunityId,
    },
  );
  const updated = await updateOpportunity(world.composition, world.caller('admin'), {
    id: opportunityId,
    version,
    strategic: true,
  });
  if (updated.__typename !== 'OpportunityUpdated') throw new Error(JSON.stringify(updated));
}
const asked = async (quoteId: string) =>
  (await approvalsOf(ae, quoteId)).map(({ role, stage, status }: Record<string, unknown>) => [role, stage, status]);

describe('when a stage is complete', () => {
  it('what the facts of now ask for is added, in its place, and the receipt says by which facts and rules', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { discount: 3_500 });
    await becomesStrategic(deal);
    expect(await decide(manager, quoteId, 'SALES_MANAGER', APPROVE)).toMatchObject({ quoteStatus: 'PENDING_APPROVAL' });
    expect(await asked(quoteId)).toEqual([
      ['SALES_MANAGER', 0, 'APPROVED'],
      ['FINANCE', 1, 'OPEN'],
      ['VP_SALES', 2, 'WAITING'],
    ]);
    const chain = await chainOf(world, deal.opportunityId);
    const [decided, evaluated] = chain.slice(-2);
    expect(decided).toMatchObject({ step: 'DECIDE_APPROVAL', business: { retest: { config_version: 1, added: 1 } } });
    expect(evaluated).toMatchObject({
      step: 'EVALUATE_QUOTE',
      business: {
        added_roles: ['VP_SALES'],
        policy_decision: {
          reasons: { VP_SALES: ['discount.strategic_deal'] },
          facts: { opportunity: { strategic: true } },
        },
      },
    });
    await decide(finance, quoteId, 'FINANCE', APPROVE);
    expect(await decide(await world.as('vp'), quoteId, 'VP_SALES', APPROVE)).toMatchObject({ quoteStatus: 'APPROVED' });
  });

  it('also the last: what is added is asked at once', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { discount: 2_500 });
    await becomesStrategic(deal);
    expect(await decide(manager, quoteId, 'SALES_MANAGER', APPROVE)).toMatchObject({ quoteStatus: 'PENDING_APPROVAL' });
    expect(await asked(quoteId)).toEqual([
      ['SALES_MANAGER', 0, 'APPROVED'],
      ['VP_SALES', 0, 'OPEN'],
    ]);
    expect(await decide(await world.as('vp'), quoteId, 'VP_SALES', APPROVE)).toMatchObject({ quoteStatus: 'APPROVED' });
  });

  it('the configuration of the submission is what counts, whatever came into force since', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { discount: 2_500 });
    await activate(world, DESK_CONFIG.replace('finance_required_pct: 0.3', 'finance_required_pct: 0.21'));
    expect(await decide(manager, quoteId, 'SALES_MANAGER', APPROVE)).toMatchObject({ quoteStatus: 'APPROVED' });
    await activate(world, DESK_CONFIG);
  });

  it('nothing that was asked for goes, though nothing asks for it any more', async () => {
    const deal = await dealOf(world, { strategic: true });
    const quoteId = await deal.submitted(ae, { discount: 2_500 });
    await world.cypher('MATCH (o:Opportunity {tenantId: $tenantId, id: $id}) SET o.strategic = false RETURN 1', {
      id: deal.opportunityId,
    });
    await decide(manager, quoteId, 'SALES_MANAGER', APPROVE);
    expect((await quoteOf(ae, quoteId)).status).toBe('PENDING_APPROVAL');
    await world.cypher('MATCH (o:Opportunity {tenantId: $tenantId, id: $id}) SET o.strategic = true RETURN 1', {
      id: deal.opportunityId,
    });
    expect(await decide(await world.as('vp'), quoteId, 'VP_SALES', APPROVE)).toMatchObject({ quoteStatus: 'APPROVED' });
  });
});

it('who is asked next, too, is not asked twice', async () => {
  await activate(
    world,
    `${DESK_CONFIG}  approvers:\n    VP_SALES: { by: users, users: [vp] }\n    FINANCE: { by: users, users: [finance] }\n`,
  );
  const deal = await dealOf(world, { strategic: true });
  const quoteId = await deal.submitted(ae, { discount: 3_500 });
  await decide(manager, quoteId, 'SALES_MANAGER', APPROVE);
  await world.cypher(
    `MATCH (u:User {tenantId: $tenantId, id: $id})-[held:HOLDS_ROLE]->(), (also:Role {tenantId: $tenantId, name: 'finance'})
    CREATE (u)-[:HOLDS_ROLE {from: held.from, grantId: 'x'}]->(also) RETURN 1`,
    { id: world.id('vp') },
  );
  const [{ id }] = (await approvalsOf(ae, quoteId)).filter(({ role }: { role: string }) => role === 'FINANCE');
  const admin = await world.as('admin');
  await admin.mutate(
    'reassignApproval',
    { approvalId: id, version: 2, toUserId: world.id('vp'), reasonCode: 'ABSENCE' },
    '',
  );
  expect(await decide(await world.as('vp'), quoteId, 'FINANCE', APPROVE)).toMatchObject({ quoteStatus: 'APPROVED' });
  expect((await approvalsOf(ae, quoteId)).map(({ status }: { status: string }) => status)).toEqual(
    Array(3).fill('APPROVED'),
  );
  const decided = (await chainOf(world, deal.opportunityId)).filter(({ step }) => step === 'DECIDE_APPROVAL').at(-1);
  expect(decided?.business.limits.map(({ role }: { role: string }) => role)).toEqual(['FINANCE', 'VP_SALES']);
  await world.cypher("MATCH (:User {tenantId: $tenantId})-[held:HOLDS_ROLE {grantId: 'x'}]->() DELETE held RETURN 1");
});

it('all of it is rebuilt from its receipts', async () => {
  expect(await findingsOf(world)).toEqual([]);
});
