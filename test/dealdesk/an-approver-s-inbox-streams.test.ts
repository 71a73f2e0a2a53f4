import { beforeAll, describe, expect, it } from '@jest/globals';
import { endUser } from '../../src/entitlements/index.js';
import { followInbox } from '../evidence/inbox.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { DESK_CONFIG, DESK_PEOPLE, type Deal, dealOf, decide, recall } from './deal.js';

const world = await createWorld({
  config: DESK_CONFIG,
  people: [
    ...DESK_PEOPLE,
    { handle: 'finance2', roles: ['finance'] },
    { handle: 'finance3', roles: ['finance'] },
    { handle: 'two-hats', roles: ['finance', 'legal'] },
  ],
});
let [ae, manager]: Client[] = [];
let deal: Deal;

beforeAll(async () => {
  [ae, manager] = [await world.as('ae'), await world.as('manager')];
  deal = await dealOf(world);
  await world.settle();
});

const submitted = (discount: number) => deal.submitted(ae as Client, { discount });
const quotesIn = (items: { quote: { id: string } }[]) => items.map(({ quote }) => quote.id);

/** Ends a role that somebody holds, as an admin does. */
async function revoke(handle: string, role: string) {
  const admin = await world.as('admin');
  const [grant] = await world.cypher(
    `MATCH (g:RoleGrant {tenantId: $tenantId, userId: $userId, state: 'ACTIVE'}) WHERE g.role = $role
     RETURN g.id AS id`,
    { userId: world.id(handle), role },
  );
  const ended = await admin.mutate('endRoleGrant', { grantId: grant.id }, '');
  expect(ended.__typename).toBe('RoleGrantEnded');
  await world.settle();
}

describe("an approver's inbox", () => {
  it('shows first what waits, then what is added and what is decided', async () => {
    const waiting = await submitted(2_500);
    await world.settle();
    const inbox = followInbox(world, await world.token('manager'));
    const first = await inbox.next();
    expect(first.change).toBeNull();
    expect(first.snapshot.complete).toBe(true);
    expect(quotesIn(first.snapshot.items)).toEqual([waiting]);

    const fresh = await submitted(2_600);
    await world.settle();
    const { change: added } = await inbox.next();
    expect([quotesIn(added.added), added.changed, added.removed]).toEqual([[fresh], [], []]);

    await decide(manager as Client, fresh, 'SALES_MANAGER', { decision: 'APPROVE' });
    await recall(ae as Client, waiting);
    await world.settle();
    const removed = [...(await inbox.next()).change.removed, ...(await inbox.next()).change.removed];
    expect(removed).toEqual([added.added[0].id, first.snapshot.items[0].id]);
    await inbox.stop();
  });

  it('shows a role what waits for it once its stage is open, and nobody else', async () => {
    const [finance, legal] = [
      followInbox(world, await world.token('finance')),
      followInbox(world, await world.token('legal')),
    ];
    expect((await finance.next()).snapshot.items).toEqual([]);
    expect((await legal.next()).snapshot.items).toEqual([]);
    const quoteId = await submitted(4_000);
    await decide(manager as Client, quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
    await world.settle();
    expect(quotesIn((await finance.next()).change.added)).toEqual([quoteId]);
    const unusual = await deal.submitted(ae as Client, { terms: { nonStandardTerms: true } });
    await world.settle();
    expect(quotesIn((await legal.next()).change.added)).toEqual([unusual]);
    await Promise.all([finance.stop(), legal.stop()]);
  });

  it('tells each of two what one decision changed for them', async () => {
    const inboxes = [
      followInbox(world, await world.token('manager')),
      followInbox(world, await world.token('finance')),
    ];
    for (const inbox of inboxes) await inbox.next();
    const quoteId = await submitted(4_000);
    await world.settle();
    const [manager, finance] = inboxes as [(typeof inboxes)[0], (typeof inboxes)[0]];
    const { change } = await manager.next();
    await decide(await world.as('manager'), quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
    await world.settle();
    expect((await manager.next()).change).toMatchObject({ added: [], removed: [change.added[0].id] });
    expect((await finance.next()).change).toMatchObject({ added: [{ quote: { id: quoteId } }], removed: [] });
    for (const inbox of inboxes) await inbox.stop();
    await recall(ae as Client, quoteId);
    await world.settle();
  });

  it('goes on behind a cursor, without a snapshot, losing nothing that happened meanwhile', async () => {
    const before = followInbox(world, await world.token('manager'));
    const { cursor } = await before.next();
    await before.stop();
    const [one, two] = [await submitted(2_500), await submitted(2_600)];
    await world.settle();
    const resumed = followInbox(world, await world.token('manager'), cursor);
    const [first, second] = [await resumed.next(), await resumed.next()];
    expect([first.snapshot, second.snapshot]).toEqual([null, null]);
    expect([...quotesIn(first.change.added), ...quotesIn(second.change.added)]).toEqual([one, two]);
    const three = await submitted(2_700);
    await world.settle();
    expect(quotesIn((await resumed.next()).change.added)).toEqual([three]);
    await resumed.stop();
  });

  it('refuses a cursor that is none of its own', async () => {
    const inbox = followInbox(world, await world.token('manager'), 'bm9uc2Vuc2U');
    expect((await inbox.ended).errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('is told when the last role is gone, and hears nothing from then on', async () => {
    const inbox = followInbox(world, await world.token('finance2'));
    await inbox.next();
    await revoke('finance2', 'finance');
    expect((await inbox.ended).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it('comes anew, without what is no longer theirs, when one role of several is gone', async () => {
    const inbox = followInbox(world, await world.token('two-hats'));
    const rolesIn = ({ snapshot }: { snapshot: { items: { role: string }[] } }) =>
      snapshot.items.map(({ role }) => role);
    expect(rolesIn(await inbox.next()).sort()).toEqual(['FINANCE', 'LEGAL']);
    await revoke('two-hats', 'finance');
    expect(rolesIn(await inbox.next())).toEqual(['LEGAL']);
    await inbox.stop();
  });

  it('is closed to somebody who is no longer there', async () => {
    const inbox = followInbox(world, await world.token('finance3'));
    await inbox.next();
    const ended = await endUser(world.composition, world.caller('admin'), { userId: world.id('finance3') });
    expect(ended.__typename).toBe('UserEnded');
    await world.settle();
    expect((await inbox.ended).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it('is for approvers', async () => {
    const inbox = followInbox(world, await world.token('sdr'));
    expect((await inbox.ended).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it('closes when the token expires', async () => {
    const inbox = followInbox(world, await world.token('manager', { ttlSeconds: 1 }));
    await inbox.next();
    world.clock.advance({ ms: 1_500 });
    expect(await inbox.ended).toEqual({ code: 4403, reason: 'Token expired' });
  });
});
