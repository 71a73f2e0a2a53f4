import { z } from 'zod';
import type { WebhookEndpointRow } from '../../cypher/rows.js';
import { WORKFLOW_STEPS } from '../evidence/index.js';

export type WebhookStatus = 'ACTIVE' | 'DISABLED';

/** Why an endpoint is told no more: an admin said so, it answered 410, or nothing reached it for days. */
export type DisabledReason = 'BY_ADMIN' | 'GONE' | 'FAILING';

/** An address of a tenant that is told of the receipts of some steps. */
export interface WebhookEndpoint extends WebhookEndpointRow {
  status: WebhookStatus;
  disabledReason: DisabledReason | null;
}

/** Endpoints that a tenant may have: each costs a connection a receipt. */
export const MOST_ENDPOINTS = 20;

/** How long a secret that was replaced signs beside the new one, so that receivers can change over. */
export const ROTATION_OVERLAP_MS = 24 * 3_600_000;

/** Where a line waits that is told nothing until an admin says so. */
export const FOR_GOOD = '9999';

const STEPS = Object.keys(WORKFLOW_STEPS) as [keyof typeof WORKFLOW_STEPS];

/** The steps that an endpoint is told of, each once, in order. */
export const stepsField = z
  .array(z.enum(STEPS, { message: 'is no receipt step; see docs/glossary.md' }))
  .min(1, 'names one step at least')
  .max(STEPS.length)
  .transform((steps) => [...new Set(steps)].sort());

/** An endpoint as its receipts tell it. */
export const endpointSnapshot = (endpoint: WebhookEndpoint) => ({ type: 'WebhookEndpoint', ...endpoint });
