import { createHmac, hkdfSync } from 'node:crypto';
import { epochMs, type Instant } from '../kernel/values/instants.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';

/** Bytes of an endpoint's secret; Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32;

type Signing = Pick<WebhookEndpoint, 'id' | 'generation' | 'previousUntil'>;

/**
 * An endpoint's secret of one generation, derived by HKDF-SHA256 (RFC 5869) from the master secret: it is stored nowhere,
 * and signs for as long as the master secret is kept.
 */
function secretOf(masterSecret: string, tenantId: string, endpointId: string, generation: number): Buffer {
  // Newlines part what no id holds: no two inputs share one info.
  const info = `revgraph webhook secret v1\n${tenantId}\n${endpointId}\n${generation}`;
  return Buffer.from(hkdfSync('sha256', Buffer.from(masterSecret, 'hex'), '', info, SECRET_BYTES));
}

/** A secret as receivers configure it (Standard Webhooks: `whsec_` and base64). */
export const secretText = (
  masterSecret: string,
  tenantId: string,
  { id, generation }: Omit<Signing, 'previousUntil'>,
) => `whsec_${secretOf(masterSecret, tenantId, id, generation).toString('base64')}`;

/**
 * The three headers of Standard Webhooks. While a secret that was replaced is still good, both sign; receivers accept
 * either. `at` in milliseconds since the epoch.
 */
export function signedHeaders(
  signer: { masterSecret: string; tenantId: string; endpoint: Signing; now: Instant },
  { id, body }: { id: string; body: string },
): Record<string, string> {
  const { masterSecret, tenantId, endpoint, now } = signer;
  const timestamp = Math.floor(epochMs(now) / 1000);
  const hasPrevious = endpoint.previousUntil !== null && endpoint.previousUntil > now;
  const generations = hasPrevious ? [endpoint.generation, endpoint.generation - 1] : [endpoint.generation];
  const signatures = generations.map((generation) => {
    const mac = createHmac('sha256', secretOf(masterSecret, tenantId, endpoint.id, generation));
    return `v1,${mac.update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}
