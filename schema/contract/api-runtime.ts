import type { ImportKinds } from '../../src/crm/index.js';
import type { DealDeskRuntime } from '../../src/dealdesk/index.js';
import type { JournalKeeper, QuotaRuntime } from '../../src/entitlements/index.js';
import type { NotificationsRuntime } from '../../src/notifications/index.js';
import type { ConfigParsing } from '../../src/tenancy/index.js';
import type { UsageRuntime } from '../../src/usage/index.js';
import type { LiveRuntime } from '../evidence/index.js';

/** What the resolvers of all slices need together. */
export interface ApiRuntime
  extends DealDeskRuntime,
    LiveRuntime,
    NotificationsRuntime,
    UsageRuntime,
    QuotaRuntime,
    ConfigParsing {
  /** What `POST /v1/imports/{kind}` takes in. */
  importKinds: ImportKinds;
  /** What this process decided of quotas while Redis was away. */
  quotaJournal: JournalKeeper;
}
