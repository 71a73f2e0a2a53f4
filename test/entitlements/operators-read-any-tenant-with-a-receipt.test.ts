import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/values/ids.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { CUSTOMER, get, OPERATORS, putConfig as put, READING } from './admin-door.js';
import { receiptsOf } from './receipts-of.js';

const world = await createWorld(CUSTOMER);
const operators = await createWorld(OPERATORS);
const { tenantId } = world;
const accesses = () => receiptsOf(world, 'ACCESS_TENANT');

describe('a caller without the role', () => {
  it.each([...READING, 'entitlements/export'])(
    'of another tenant finds %s, and nothing is left there',
    async (path) => {
      const elsewhere = await operators.as('admin');
      const [here, nowhere] = [
        await get(elsewhere, `${path}?tenantId=${tenantId}`),
        await get(elsewhere, `${path}?tenantId=${newId()}`),
      ];
      expect([here.status, nowhere.status]).toEqual([404, 404]);
      expect(here.body.error.message).toBe(nowhere.body.error.message);
      expect(await accesses()).toEqual([]);
    },
  );

  it('but an operator proposes a tier or a limit', async () => {
    const config = { tenantId, tier: 'pro', reason_code: 'UPGRADE' };
    expect((await put(await world.as('admin'), config)).status).toBe(403);
    expect((await put(await operators.as('admin'), config)).status).toBe(403);
  });
});
describe('an operator', () => {
  let olga: Client;
  beforeAll(async () => {
    olga = await operators.as('olga');
  });

  it('reads any tenant, and each access is a receipt in their chain there', async () => {
    for (const path of READING) expect((await get(olga, `${path}?tenantId=${tenantId}`)).body.tenant_id).toBe(tenantId);
    await (await world.as('observer')).http('POST', '/api/scenarios', { json: { name: 'Plan' } });
    const { events } = (await get(olga, `revops/events?tenantId=${tenantId}&eventName=decision_seat_blocked`)).body;
    expect(events[0].metadata).toMatchObject({ requiredSeat: 'decision' });
    const told = await accesses();
    expect(told).toHaveLength(READING.length + 1);
    expect(told[0]).toMatchObject({
      subjectId: operators.id('olga'),
      business: { action: 'readRevOps', route: '/api/admin/revops', method: 'GET' },
    });
  });

  it('exports a tenant without taking of its plan', async () => {
    const before = (await receiptsOf(world, 'EXPORT_SEATS')).length;
    const response = await olga.http('GET', `/api/admin/entitlements/export?tenantId=${tenantId}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(world.id('ae'));
    expect(await receiptsOf(world, 'EXPORT_SEATS')).toHaveLength(before);
    expect((await accesses()).at(-1)).toMatchObject({ business: { action: 'exportLicensedUsers' } });
  });

  it('finds no tenant that is not there', async () => {
    expect((await get(olga, `revops?tenantId=${newId()}`)).status).toBe(404);
  });

  it('proposes tier and limit in one call, which a second operator confirms', async () => {
    const config = { tenant_id: tenantId, tier: 'pro', seat_limit: 10, reason_code: 'UPGRADE' };
    const { status, body } = await put(olga, config, 'upgrade');
    expect(status).toBe(202);
    expect(body).toEqual({
      tenant_id: tenantId,
      status: 'proposed',
      tier_change_id: expect.any(String),
      seat_limit_proposal_id: expect.any(String),
    });
    expect((await put(olga, config, 'upgrade')).body).toEqual(body);
    const admin = await world.as('admin');
    expect((await get(admin, 'entitlements/summary')).body).toMatchObject({
      tier: 'trial',
      seat_limit: 4,
      proposed: { proposal_id: body.seat_limit_proposal_id, seat_limit: 10 },
    });

    const omar = await operators.as('omar');
    await omar.mutate('confirmTermsChange', { tenantId, changeId: body.tier_change_id }, '');
    await omar.mutate('confirmSeatLimit', { tenantId, proposalId: body.seat_limit_proposal_id }, '');
    expect((await get(admin, 'entitlements/summary')).body).toMatchObject({
      tier: 'pro',
      seat_limit: 10,
      utilization: 30,
      near_limit: false,
      proposed: null,
    });
  });

  it('is told of a limit below what is used, and nothing is proposed', async () => {
    const { status, body } = await put(olga, { tenantId, tier: 'starter', seat_limit: 1, reason_code: 'SAVING' });
    expect([status, body.error.code, body.error.licensed_users]).toEqual([409, 'SEAT_LIMIT_BELOW_USE', 3]);
    const query = `query($id: ID!) { termsChanges(tenantId: $id, state: PROPOSED) { edges { node { id } } } }`;
    expect((await olga.ask(query, { id: tenantId })).termsChanges.edges).toEqual([]);
  });

  it.each([
    ['nothing', {}, 'tier'],
    ['a tier that is none', { tier: 'gold', reason_code: 'X' }, 'tier'],
    ['a tier without a reason', { tier: 'pro' }, 'reasonCode'],
    ['half a seat', { seat_limit: 1.5 }, 'seatLimit'],
    ['a field that is none', { seat_limit: 5, colour: 'red' }, 'colour'],
  ])('is told what is wrong with %s', async (_what, config, name) => {
    const { status, body } = await put(olga, { tenantId, ...config });
    expect([status, body.error.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(body.error.message).toContain(name);
  });
});
