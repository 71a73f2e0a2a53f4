import type { Clients, Wish } from './clients.js';
import type { Draw } from './seeded.js';
import { personOf, type Tenant } from './tenants.js';
import type { Entry, Kind } from './world.js';

/** What one story of a round is told: whom it is about, and how it asks. */
export interface Scene {
  round: number;
  tenant: Tenant;
  /** Another tenant, whose rows this one must not see. */
  stranger: Tenant;
  clients: Clients;
  draw: Draw;
  /** True once the faults of the round are over: no story begins any more. */
  isOver(): boolean;
  /** Ids of this round's rows, by tenant: what strangers try to see. */
  made: { tenantId: string; field: 'quote' | 'lead' | 'opportunity'; id: string }[];
}

/** One write in so many comes from a client who asks once and never again. */
const HURRIED = 0.08;
const TWICE = 0.1;
const MANY_TRIES = 60;

/** Somebody of the tenant asks for a write, with how it is asked drawn. */
export function ask(
  { clients, round, tenant, draw }: Scene,
  kind: Kind,
  handle: string,
  input: Record<string, unknown>,
  how: Partial<Wish> = {},
): Promise<Entry> {
  const drawn = { api: draw.between(0, 1), tries: draw.chance(HURRIED) ? 1 : MANY_TRIES, twice: draw.chance(TWICE) };
  const wish = { kind, input, person: personOf(tenant, handle), idempotencyKey: draw.uuid(), ...drawn, ...how };
  return clients.write(round, tenant, wish);
}
