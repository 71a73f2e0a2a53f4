import { setTimeout as after } from 'node:timers/promises';
import { dealStory } from './deal-story.js';
import { LISTS } from './operations.js';
import { ask, type Scene } from './scene.js';
import type { Draw } from './seeded.js';
import { personOf, type Tenant } from './tenants.js';

/** Stories of one round and tenant: about 60 writes. */
const DEALS = 3;
const LEADS = 8;
const SEATS = 3;
const LOOKS = 5;
/** Stories begin within this time, so that faults meet them at every point. */
const BEGIN_WITHIN_MS = 3_000;
/** Plays all stories of a round. Settles when nobody asks for anything any more. */
export async function playLoad(
  tenants: readonly Tenant[],
  scene: Pick<Scene, 'round' | 'clients' | 'isOver'>,
  draw: Draw,
): Promise<void> {
  const made: Scene['made'] = [];
  const stories = tenants.flatMap((tenant, index) => {
    const stranger = tenants[(index + 1) % tenants.length] as Tenant;
    const of = (story: (scene: Scene) => Promise<void>, name: string, count: number) =>
      Array.from({ length: count }, async (_, n) => {
        const own = draw.part(`${tenant.handle}/${name}/${n}`);
        await after(own.between(0, BEGIN_WITHIN_MS));
        if (!scene.isOver()) await story({ ...scene, tenant, stranger, made, draw: own });
      });
    return [
      ...of(dealStory, 'deal', DEALS),
      ...of(leadStory, 'lead', LEADS),
      ...of(seatStory, 'seat', SEATS),
      ...of(lookAround, 'look', LOOKS),
    ];
  });
  await Promise.all(stories);
}

const COUNTRIES = ['US', 'DE', 'FR', 'JP'];

/** A lead comes in by a form or by hand: from a known company or not, from a blocked domain, or a second time. */
async function leadStory(scene: Scene): Promise<void> {
  const { draw, round, tenant } = scene;
  const number = draw.between(0, 999_999);
  const from = draw.weighted({ stranger: 6, customer: 2, blocked: 1 });
  const domain = { stranger: `co${number}.com`, customer: draw.one(tenant.accounts).domain, blocked: 'spammers.com' }[
    from
  ];
  const input = {
    name: `Lead ${number}`,
    email: `r${round}.${number}@${domain}`,
    company: from === 'stranger' ? `Company ${number}` : undefined,
    country: draw.one(COUNTRIES),
    source: 'form',
  };
  const door = draw.chance(0.4) ? 'http' : 'graphql';
  const entry = await ask(scene, 'ingestLead', 'sdr', input, { door });
  const leadId = entry.outcome?.leadId as string | undefined;
  if (leadId) scene.made.push({ tenantId: tenant.id, field: 'lead', id: leadId });
  // The same person fills in the form again: the lead that is there, whatever became of the first.
  if (draw.chance(0.2) && !scene.isOver()) await ask(scene, 'ingestLead', 'ae1', input, { door: 'graphql' });
}

/** Seats are given to guests, more than there may be, and taken back, by two admins at once. */
async function seatStory(scene: Scene): Promise<void> {
  const { draw, tenant } = scene;
  for (let turn = 0; turn < 3 && !scene.isOver(); turn++) {
    const guest = () => personOf(tenant, `guest${draw.between(1, 12)}`).id;
    const [first, second] = [guest(), guest()];
    const type = draw.chance(0.85) ? 'DECISION' : 'OBSERVER';
    const release = draw.chance(0.45);
    await Promise.all([
      ask(scene, 'assignSeat', 'admin1', { userId: first, type }),
      release
        ? ask(scene, 'releaseSeat', 'admin2', { userId: second })
        : ask(scene, 'assignSeat', 'admin2', { userId: second, type }),
    ]);
  }
}

const READERS = ['sdr', 'ae1', 'ae2', 'manager1', 'finance1', 'admin1', 'auditor'];

/** Looks at lists, and tries to see what another tenant has just made. */
async function lookAround(scene: Scene): Promise<void> {
  const { clients, round, tenant, stranger, draw, made } = scene;
  for (let turn = 0; turn < 3 && !scene.isOver(); turn++) {
    const reader = personOf(tenant, draw.one(READERS));
    await clients.read(round, tenant, reader, draw.one(LISTS), { api: draw.between(0, 1) });
    const theirs = made.filter(({ tenantId }) => tenantId === stranger.id);
    const target = theirs.length > 0 ? draw.one(theirs) : undefined;
    if (target) {
      const how = { api: draw.between(0, 1), id: target.id, foreign: stranger.id };
      await clients.read(round, tenant, reader, target.field, how);
    }
    await after(draw.between(100, 600));
  }
}
