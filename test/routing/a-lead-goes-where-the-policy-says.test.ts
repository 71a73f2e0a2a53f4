import { describe, expect, it } from '@jest/globals';
import { accountOf, chainOf, createRoutingWorld, explanationOf, ingest, leadOf } from './routing-world.js';

const { world, europe } = await createRoutingWorld();
const sdr = await world.as('sdr');
const gonzo = await accountOf(world, {
  name: 'Gonzo Ltd',
  domain: 'gonzo.com',
  customerStatus: 'customer',
  ownerId: world.id('ae'),
});

async function routed(fields: object) {
  const { leadId } = await ingest(sdr, fields);
  await world.settle();
  return leadOf(sdr, leadId);
}

describe('R3, through the product', () => {
  it('lead_routing_existing_customer_goes_to_account_owner', async () => {
    const lead = await routed({ email: 'pat@mail.gonzo.com' });
    expect(lead).toMatchObject({ status: 'ASSIGNED', owner: { handle: 'ae' }, accountId: gonzo });
    const { routing, match, deadlines } = await explanationOf(sdr, lead.id);
    expect(routing.strategy).toBe('account_owner_follows');
    expect(routing.ruleIds).toContain('routing.existing_customer');
    expect(match).toEqual({ accountId: gonzo, criterion: 'domain', score: 10_000 });
    expect(deadlines).toMatchObject([{ status: 'RUNNING', ownerId: world.id('ae'), minutes: 240 }]);
  });

  it('lead_routing_enterprise_uk_goes_to_enterprise_team_eu', async () => {
    const lead = await routed({ email: 'jo@initech.co.uk', country: 'United Kingdom', companySize: 4_000 });
    expect(lead).toMatchObject({
      status: 'QUEUED',
      owner: null,
      teamId: europe,
      team: { handle: 'enterprise_team_eu' },
      country: 'GB',
    });
    const { routing } = await explanationOf(sdr, lead.id);
    expect(routing).toMatchObject({ strategy: 'territory', segment: 'enterprise', slaMinutes: 60 });
  });
});

it('keeps a lead that preflight refuses as blocked', async () => {
  const lead = await routed({ email: 'win@spam-farm.com' });
  expect(lead).toMatchObject({ status: 'BLOCKED', owner: null, slaDueAt: null });
  expect(await chainOf(world, lead.id)).toEqual(['INGEST_LEAD ALLOWED', 'PREFLIGHT_LEAD DENIED']);
  const { preflight, routing } = await explanationOf(sdr, lead.id);
  expect(preflight).toEqual({ allow: false, ruleIds: ['routing.domain_blocked'] });
  expect(routing).toBeNull();
});

it('leaves a receipt of every step, with the account it was matched to by name', async () => {
  const lead = await routed({ externalId: 'by-name', company: 'GONZO Limited' });
  expect(lead).toMatchObject({ owner: { handle: 'ae' }, account: { name: 'Gonzo Ltd' } });
  expect(await chainOf(world, lead.id)).toEqual([
    'INGEST_LEAD ALLOWED',
    'PREFLIGHT_LEAD ALLOWED',
    'LINK_ACCOUNT ALLOWED',
    'ROUTE_LEAD ALLOWED',
  ]);
});

it('records accounts that it cannot tell apart, and routes on', async () => {
  const names = ['Twin Corp', 'Twin Inc'].map((name) => accountOf(world, { name, customerStatus: 'prospect' }));
  await Promise.all(names);
  const lead = await routed({ externalId: 'twin', company: 'Twin' });
  expect(lead).toMatchObject({ status: 'ASSIGNED', accountId: null });
  expect(await chainOf(world, lead.id)).toContain('LINK_ACCOUNT BLOCKED');
  const { routing } = await explanationOf(sdr, lead.id);
  expect(routing.conflicts).toContain('account_match_tied');
});

it('tells why each member of the pool did not get the lead, from the stored decision', async () => {
  const lead = await routed({ externalId: 'why', company: 'Unknown GmbH' });
  const { turns, routing } = await explanationOf(sdr, lead.id);
  expect(routing).toMatchObject({ strategy: 'round_robin', configVersion: 1 });
  expect(routing.trace.map(({ code }: { code: string }) => code)).toEqual(
    expect.arrayContaining(['no_account', 'no_territory', 'matched']),
  );
  const [turn] = turns;
  expect(turn).toMatchObject({ pool: 'reps', ownerId: lead.ownerId, conflict: null });
  expect(turn.passedOver).toHaveLength(2);
  for (const { userId, reason } of turn.passedOver) {
    expect(userId).not.toBe(lead.ownerId);
    expect(['less_credit', 'later_in_order']).toContain(reason);
  }
});

it('stores no handle, name or address in what a decision is proved by', async () => {
  const lead = await routed({ name: 'Hannah Secret', email: 'hannah.secret@gonzo.com', company: 'Gonzo Ltd' });
  const payloads = await world.cypher<{ content: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'lead:' + $leadId})-[:HAS_PAYLOAD]->(p:BusinessPayload) RETURN p.content AS content`,
    { leadId: lead.id },
  );
  expect(payloads.length).toBeGreaterThanOrEqual(4);
  for (const { content } of payloads) {
    expect(content).not.toMatch(/secret|"ae"|rep-\d|Gonzo Ltd/i);
    expect(content).not.toContain('"config"');
  }
});
