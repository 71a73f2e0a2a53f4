import type { RevGraph } from './client.js';
import { type UsageMetadata, UsageTracker } from './usage-tracker.js';

/** A tracker of this client, and not of the one that is configured. */
export const trackUsageOf = (client: RevGraph, tenantId: string, type: string, metadata?: UsageMetadata) =>
  new UsageTracker(tenantId, type, metadata, client);
