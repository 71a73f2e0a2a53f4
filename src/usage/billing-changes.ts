import { eventsFindByIds } from '../../cypher/generated/usage.js';
import type { BilledEvent } from '../../cypher/rows.js';
import type { BillingChange } from '../entitlements/index.js';
import { payloadsById } from '../evidence/index.js';
import type { Runtime } from '../kernel/runtime.js';

/** What of an event's metadata says on which ground, and until when. */
interface Billed {
  object_id?: string;
  subscription?: string;
  period_end?: string;
}

/** What the events of a batch say of entitlements (R1): what Stripe was paid, and which subscription ended. Others say nothing. */
export async function billingChanges(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  receiptId: string,
): Promise<BillingChange[]> {
  const [payloads] = await payloadsById({ graph }, tenantId, [receiptId]);
  const { billing_event_ids: ids = [] } = JSON.parse(payloads?.business?.content ?? '{}');
  if (ids.length === 0) return [];
  const events = await graph.read(eventsFindByIds, tenantId, { ids });
  return events.flatMap((event) => changeOf(event) ?? []);
}

function changeOf(event: BilledEvent): BillingChange | null {
  const { id: eventId, type: eventType, userId, workspaceId } = event;
  const { object_id: objectId, subscription, period_end: until = null } = JSON.parse(event.metadata) as Billed;
  if (!objectId) return null;
  const said = { eventId, eventType, userId, workspaceId };
  switch (eventType) {
    case 'stripe.invoice.paid': {
      const ground = `stripe:${subscription ?? objectId}`;
      return { change: 'paid', ground, ...said, entitlement: event.entitlement, until };
    }
    case 'stripe.customer.subscription.deleted':
      return { change: 'ended', ground: `stripe:${objectId}`, ...said, entitlement: null, until: null };
    default:
      return null;
  }
}
