import type { ImportKinds } from '../../src/crm/index.js';
import type { DealDeskRuntime } from '../../src/dealdesk/index.js';
import type { JournalKeeper, Quotas } from '../../src/entitlements/index.js';
import type { NotificationsRuntime } from '../../src/notifications/index.js';
import type { ConfigParsing } from '../../src/tenancy/index.js';
import type { UsageRuntime } from '../../src/usage/index.js';
import type { LiveRuntime } from '../evidence/index.js';

/** What the resolvers of all slices need together. */
export interface ApiRuntime extends DealDeskRuntime, LiveRuntime, NotificationsRuntime, UsageRuntime, ConfigParsing {
  /** What `POST /v1/imports/{kind}` takes in. */
  importKinds: ImportKinds;
  /** May this tenant do this now? */
  quotas: Quotas;
  /** What this process decided of that while Redis was away. */
  quotaJournal: JournalKeeper;
}
