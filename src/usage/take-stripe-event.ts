import Stripe from 'stripe';
import { systemFind } from '../../cypher/generated/usage.js';
import { systemCaller } from '../kernel/caller.js';
import type { EventResult } from './event.js';
import { recordEvents } from './record-events.js';
import type { UsageRuntime } from './runtime.js';
import { open } from './sealed-secret.js';
import { stripeEvent } from './stripe-event.js';

/** A signature is good for so many seconds: what was overheard cannot be sent again later. */
const TOLERANCE_S = 300;

/** What became of a webhook; null: it is not Stripe's, is too old, or is for nobody here, which all look the same. */
export type Taken = EventResult | null;

/**
 * Takes what Stripe says of a tenant in: the signature is checked over the raw bytes, with a tolerance of 5 minutes; an event that comes
 * twice, or after later ones, is kept once, where it happened (R1).
 */
export async function takeStripeEvent(
  runtime: UsageRuntime,
  tenantId: string,
  { body, signature }: { body: Buffer; signature: string },
): Promise<Taken> {
  const [system] = await runtime.graph.read(systemFind, tenantId, { kind: 'stripe' });
  if (!system?.sealed) return null;
  const secret = open({ masterSecret: runtime.logSettings.masterSecret, tenantId, kind: 'stripe' }, system.sealed);
  const event = verified(body, signature, secret, runtime.clock.now());
  if (!event) return null;
  const outcome = await recordEvents(runtime, systemCaller(tenantId, 'stripe'), { events: [stripeEvent(event)] });
  if (outcome.__typename !== 'EventsRecorded') return null;
  return outcome.results[0] ?? null;
}

function verified(body: Buffer, signature: string, secret: string, nowMs: number): Stripe.Event | null {
  try {
    return Stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_S, undefined, nowMs);
  } catch {
    return null;
  }
}
