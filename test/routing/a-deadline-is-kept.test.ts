import { describe, expect, it } from '@jest/globals';
import { systemCaller } from '../../src/kernel/caller.js';
import { breachOverdueSlas, sweepTenant } from '../../src/routing/index.js';
import type { Client } from '../kit/client.js';
import type { World } from '../kit/world.js';
import { chainOf, createRoutingWorld, explanationOf, ingest, leadOf } from './routing-world.js';

const FRIDAY_AT_FOUR = '2026-03-13T20:00:00.000Z';
const MONDAY_AT_ELEVEN = '2026-03-16T15:00:00.000Z';

const touch = (client: Client, input: object) =>
  client.mutate('touchLead', input, '... on LeadTouched { firstTouchedAt withinSla } ... on LeadClosed { status }');
const sweep = (world: World) => breachOverdueSlas(world.composition, systemCaller(world.tenantId, 'sla-sweep'));

/** A lead that came on Friday at four in New York and belongs to the first rep. */
async function friday() {
  const { world } = await createRoutingWorld({ start: FRIDAY_AT_FOUR });
  const sdr = await world.as('sdr');
  const { leadId } = await ingest(sdr, { externalId: 'friday', company: 'Weekend Inc' });
  await world.settle();
  return { world, leadId };
}
const client = (world: World, handle = 'rep-1') => world.as(handle);

const first = await friday();

it('skips the weekend', async () => {
  const { world, leadId } = first;
  // One hour is left on Friday, three come on Monday.
  expect(await leadOf(await client(world), leadId)).toMatchObject({
    owner: { handle: 'rep-1' },
    slaDueAt: '2026-03-16T16:00:00.000Z',
  });
});

describe('a touch', () => {
  it('in time stops the deadline', async () => {
    const { world, leadId } = first;
    world.clock.set(MONDAY_AT_ELEVEN);
    const rep = await client(world);
    expect(await touch(rep, { leadId, channel: 'PHONE' })).toMatchObject({
      firstTouchedAt: MONDAY_AT_ELEVEN,
      withinSla: true,
    });
    world.clock.advance({ days: 3 });
    expect(await sweep(world)).toMatchObject({ breached: 0 });
    const { deadlines } = await explanationOf(await client(world), leadId);
    expect(deadlines).toMatchObject([{ status: 'MET', endedAt: MONDAY_AT_ELEVEN }]);
    expect(await leadOf(await client(world), leadId)).toMatchObject({ status: 'WORKING', owner: { handle: 'rep-1' } });
  });

  it('that is told late counts from when it was made: the earliest, in any order', async () => {
    const { world, leadId } = await friday();
    world.clock.set('2026-03-16T18:00:00.000Z');
    const rep = await client(world);
    expect(await touch(rep, { leadId })).toMatchObject({ withinSla: false });
    expect(await touch(rep, { leadId, touchedAt: MONDAY_AT_ELEVEN })).toMatchObject({
      firstTouchedAt: MONDAY_AT_ELEVEN,
      withinSla: true,
    });
    expect(await touch(rep, { leadId, touchedAt: '2026-03-16T17:00:00.000Z' })).toMatchObject({
      firstTouchedAt: MONDAY_AT_ELEVEN,
    });
    expect(await touch(rep, { leadId, touchedAt: '2026-03-17T15:00:00.000Z' })).toMatchObject({
      __typename: 'InvalidInput',
    });
  });

  it('takes a lead that waits in a team’s queue', async () => {
    const { world } = await createRoutingWorld();
    const sdr = await world.as('sdr');
    const { leadId } = await ingest(sdr, { externalId: 'eu', country: 'DE', companySize: 5_000 });
    await world.settle();
    const ae = await client(world, 'ae');
    expect(await touch(ae, { leadId })).toMatchObject({ withinSla: true });
    expect(await leadOf(sdr, leadId)).toMatchObject({ status: 'WORKING', owner: { handle: 'ae' } });
  });

  it('of a blocked lead is refused', async () => {
    const { world } = await createRoutingWorld();
    const sdr = await world.as('sdr');
    const { leadId } = await ingest(sdr, { email: 'x@spam-farm.com' });
    await world.settle();
    expect(await touch(sdr, { leadId })).toMatchObject({ __typename: 'LeadClosed', status: 'BLOCKED' });
  });
});

describe('a breach', () => {
  it('sends the lead to the team lead once, however many sweep, with a deadline of their own', async () => {
    const { world, leadId } = await friday();
    world.clock.set('2026-03-16T15:59:59.999Z');
    expect(await sweep(world)).toMatchObject({ breached: 0 });
    world.clock.set('2026-03-16T16:00:00.000Z');
    const swept = await Promise.all(Array.from({ length: 4 }, () => sweep(world)));
    expect(swept.reduce((sum, { escalated }) => sum + escalated, 0)).toBe(1);
    const manager = await client(world, 'manager');
    expect(await leadOf(manager, leadId)).toMatchObject({
      status: 'ASSIGNED',
      owner: { handle: 'manager' },
      slaDueAt: '2026-03-16T16:00:00.000Z',
    });
    const { deadlines } = await explanationOf(manager, leadId);
    expect(deadlines).toMatchObject([
      { status: 'BREACHED', ownerId: world.id('rep-1') },
      { status: 'RUNNING', ownerId: world.id('manager'), dueAt: '2026-03-16T20:00:00.000Z' },
    ]);
    expect((await chainOf(world, leadId)).filter((step) => step.startsWith('BREACH_SLA'))).toHaveLength(1);
    expect(await touch(manager, { leadId })).toMatchObject({ withinSla: true });
  });

  it('goes no further than the top, and says so', async () => {
    const { world, leadId } = await friday();
    world.clock.advance({ days: 4 });
    await sweep(world);
    world.clock.advance({ days: 4 });
    expect(await sweep(world)).toMatchObject({ breached: 1, escalated: 0 });
    expect(await sweep(world)).toMatchObject({ breached: 0 });
    expect(await leadOf(await client(world), leadId)).toMatchObject({ owner: { handle: 'manager' } });
    expect(await chainOf(world, leadId)).toContain('BREACH_SLA FAILED');
  });

  it('of a lead in a team’s queue sends it to the team’s lead', async () => {
    const { world } = await createRoutingWorld();
    const { leadId } = await ingest(await world.as('sdr'), { externalId: 'eu', country: 'DE', companySize: 5_000 });
    await world.settle();
    world.clock.advance({ hours: 2 });
    expect(await sweep(world)).toMatchObject({ breached: 1, escalated: 1 });
    expect(await leadOf(await world.as('sdr'), leadId)).toMatchObject({ owner: { handle: 'vp' } });
  });
});

it('routes what was missed when its minute has passed', async () => {
  const { world } = await createRoutingWorld();
  const sdr = await world.as('sdr');
  const { leadId } = await ingest(sdr, { externalId: 'missed', company: 'Lost & Found' });
  expect(await sweepTenant(world.composition, world.tenantId)).toMatchObject({ routed: 0 });
  world.clock.advance({ minutes: 2 });
  expect(await sweepTenant(world.composition, world.tenantId)).toMatchObject({ routed: 1 });
  world.clock.advance({ minutes: 2 });
  await sweepTenant(world.composition, world.tenantId);
  expect(await leadOf(sdr, leadId)).toMatchObject({ status: 'ASSIGNED', owner: { handle: 'rep-1' } });
});
