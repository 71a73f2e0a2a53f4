import { expect } from '@jest/globals';
import Stripe from 'stripe';
import { WORLD_START, type World } from './fresh-world.js';

const SECRET = 'whsec_dGhpcy1pcy1hLXNlY3JldC1vZi1zdHJpcGU';

/** The beginning of a world, as Stripe counts time. */
export const NOW_S = Date.parse(WORLD_START) / 1000;

/** What of a message differs from what Stripe would send. */
export interface SentOtherwise {
  secret?: string;
  timestamp?: number;
  /** Another address than the one that the tenant was given. */
  path?: string;
  /** What arrives in place of what was signed. */
  body?: string;
}

/** Stripe, for one tenant: connected by its admin, it signs what it tells. */
export class StripeSender {
  #drawn = 0;
  private constructor(
    private readonly world: World,
    private readonly path: string,
  ) {}

  static async to(world: World): Promise<StripeSender> {
    const admin = await world.as('admin');
    const asked = { system: 'stripe', secret: SECRET };
    const { path } = await admin.mutate('connectSystem', asked, '... on SystemConnected { path }');
    expect(path).toEqual(expect.any(String));
    return new StripeSender(world, path);
  }

  /** An id that it has not used yet. */
  id(prefix: string): string {
    return `${prefix}_${++this.#drawn}`;
  }

  /** An event as it tells it, of something that happened `ageS` seconds ago. */
  event<Told extends object>(type: string, ageS: number, object: Told) {
    return {
      id: this.id('evt'),
      object: 'event',
      api_version: '2026-01-28',
      created: NOW_S - ageS,
      livemode: true,
      type,
      data: { object },
    };
  }

  /** Sends an event; gives what was answered. */
  async send(event: object, { secret = SECRET, timestamp = NOW_S, path = this.path, body }: SentOtherwise = {}) {
    const payload = JSON.stringify(event);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature };
    const response = await fetch(this.world.url + path, { method: 'POST', headers, body: body ?? payload });
    const answer = (await response.json()) as { result?: string; error?: { message: string } };
    return { status: response.status, ...answer };
  }
}
