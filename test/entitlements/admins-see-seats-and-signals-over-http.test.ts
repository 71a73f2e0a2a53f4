import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OPERATIONS } from '../../schema/openapi.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { CUSTOMER, get, READING } from './admin-door.js';
import { programOf } from './quota-door.js';
import { receiptsOf } from './receipts-of.js';

const world = await createWorld(CUSTOMER);
const { tenantId } = world;

describe("a tenant's admins and auditors", () => {
  let admin: Client;
  let auditor: Client;
  beforeAll(async () => {
    [admin, auditor] = [await world.as('admin'), await world.as('auditor')];
  });

  it('see counts, tier, limit and utilisation', async () => {
    const expected = {
      tenant_id: tenantId,
      tier: 'trial',
      licensed_users: 3,
      observer_users: 2,
      seat_limit: 4,
      near_limit: true,
      utilization: 75,
      proposed: null,
    };
    for (const client of [admin, auditor]) {
      expect(await get(client, 'entitlements/summary')).toEqual({ status: 200, body: expected });
    }
  });

  it('see who is licensed and who observes, page by page', async () => {
    const { body } = await get(auditor, 'entitlements');
    const handles = (users: { handle: string }[]) => users.map(({ handle }) => handle).sort();
    expect([handles(body.licensed), handles(body.observers)]).toEqual([
      ['admin', 'admin2', 'ae'],
      ['auditor', 'observer'],
    ]);
    expect(body.next).toEqual({ licensed: null, observers: null });
    expect(body.observers[0]).toMatchObject({ seat_type: 'observer', since: expect.stringMatching(/Z$/) });

    const seen: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page = await get(admin, `entitlements?limit=1${after && `&licensedAfter=${after}`}`);
      seen.push(...page.body.licensed.map(({ handle }: { handle: string }) => handle));
      after = page.body.next.licensed;
    }
    expect(seen).toEqual(body.licensed.map(({ handle }: { handle: string }) => handle));
  });

  it('see how often somebody was blocked in the last 30 days, and no earlier', async () => {
    const observer = await world.as('observer');
    const blocked = () =>
      observer.http('POST', '/api/scenarios', { json: { name: 'Plan' } }).then(({ status }) => status);
    expect((await get(admin, 'revops')).body.blocked_attempts).toBe(0);
    expect([await blocked(), await blocked()]).toEqual([403, 403]);
    expect((await get(auditor, 'revops')).body).toMatchObject({
      blocked_attempts: 2,
      near_limit: true,
      utilization: 75,
      licensed_users: 3,
      seat_limit: 4,
    });
  });

  it("read R0's event log by name and user, page by page", async () => {
    const log = 'revops/events?eventName=decision_seat_blocked';
    const { status, body } = await get(auditor, log);
    expect(status).toBe(200);
    expect(body.events).toHaveLength(2);
    expect(body.events[0]).toEqual({
      id: expect.any(String),
      event_name: 'decision_seat_blocked',
      user_id: world.id('observer'),
      seat_type: 'observer',
      metadata: { requiredSeat: 'decision', route: '/api/scenarios', method: 'POST' },
      created_at: '2026-03-04T15:00:00.000Z',
    });
    const first = await get(admin, `${log}&userId=${world.id('observer')}&limit=1`);
    const second = await get(admin, `${log}&userId=${world.id('observer')}&limit=1&after=${first.body.next}`);
    expect([first.body.events[0].id, second.body.events[0].id]).toEqual(
      body.events.map(({ id }: { id: string }) => id),
    );
    expect(second.body.next).toBeNull();
    expect((await get(admin, `${log}&userId=${world.id('ae')}`)).body.events).toEqual([]);
    const all = (await get(admin, 'revops/events')).body.events.map((one: { event_name: string }) => one.event_name);
    expect(all).toEqual(expect.arrayContaining(['decision_seat_blocked', 'seat_added']));
  });

  it('take the licensed users away as CSV in which no name is a formula, counted as an export', async () => {
    await admin.mutate('updateUser', { userId: world.id('ae'), version: 1, name: '=HYPERLINK("http://x")' }, '');
    const response = await auditor.http('GET', '/api/admin/entitlements/export', {
      headers: { 'idempotency-key': 'once' },
    });
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('content-disposition'),
    ]).toEqual([200, 'text/csv; charset=utf-8', 'attachment; filename="licensed-users.csv"']);
    const [header, ...lines] = (await response.text()).trimEnd().split('\r\n');
    expect(header).toBe('user_id,handle,name,email,external_id,seat_type,since');
    expect(lines).toHaveLength(3);
    expect(lines.join('\n')).toContain(`"'=HYPERLINK(""http://x"")"`);
    await auditor.http('GET', '/api/admin/entitlements/export', { headers: { 'idempotency-key': 'once' } });
    expect(await receiptsOf(world, 'EXPORT_SEATS')).toHaveLength(1);
  });

  it.each(READING)('get of %s what the OpenAPI document says', async (path) => {
    const told = OPERATIONS.find((one) => one.path === `/api/admin/${path}`)?.answers[200]?.schema ?? {};
    const { body } = await get(admin, path);
    const judge = new Ajv2020({ strict: false, validateFormats: false }).compile(told);
    expect([judge(body), judge.errors]).toEqual([true, null]);
    expect(Object.keys(body).sort()).toEqual(Object.keys(told.properties as object).sort());
  });

  it.each([
    ['a parameter that is none', 'revops?colour=red', 'colour'],
    ['a parameter given twice', 'revops/events?userId=a&userId=b', 'userId'],
    ['a page of nothing', 'entitlements?limit=0', 'limit'],
    ['a page of too much', 'revops/events?limit=501', 'limit'],
    ['a cursor of something else', 'revops/events?after=abc', 'after'],
  ])('are told what is wrong with %s', async (_what, path, name) => {
    const { status, body } = await get(admin, path);
    expect([status, body.error.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(body.error.message).toContain(name);
  });
});

describe('nobody else', () => {
  it.each([...READING, 'entitlements/export'])(
    'of the tenant reads %s, and the attempt leaves a receipt',
    async (path) => {
      const before = (await receiptsOf(world, 'REFUSE_ROLE')).length;
      expect((await get(await world.as('ae'), path)).status).toBe(403);
      expect((await get(await programOf(world, ['read', 'receipts:read']), path)).status).toBe(403);
      expect((await get(world.anyone(), path)).status).toBe(401);
      expect(await receiptsOf(world, 'REFUSE_ROLE')).toHaveLength(before + 2);
    },
  );
});

it('blocked attempts older than 30 days count no more', async () => {
  world.clock.advance({ days: 30, minutes: 1 });
  expect((await get(await world.as('admin'), 'revops')).body.blocked_attempts).toBe(0);
});
