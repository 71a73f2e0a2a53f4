import type { ImportKinds } from '../../src/crm/index.js';
import type { DealDeskRuntime } from '../../src/dealdesk/index.js';
import type { JournalKeeper, QuotaRuntime } from '../../src/entitlements/index.js';
import type { NotificationsRuntime } from '../../src/notifications/index.js';
import type { ConfigParsing } from '../../src/tenancy/index.js';
import type { ReconcilingRuntime, UsageRuntime } from '../../src/usage/index.js';
import type { LiveRuntime } from '../evidence/index.js';

/** What the resolvers of all slices need together. */
export interface ApiRuntime
  extends DealDeskRuntime,
    LiveRuntime,
    NotificationsRuntime,
    UsageRuntime,
    QuotaRuntime,
    ReconcilingRuntime,
    ConfigParsing {
  /** What `POST /v1/imports/{kind}` takes in. */
  importKinds: ImportKinds;
  /** What schedulers outside show; null: they have no door. */
  cronSecret: string | null;
  /** What this process decided of quotas while Redis was away. */
  quotaJournal: JournalKeeper;
}
