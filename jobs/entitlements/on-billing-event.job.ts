import { z } from 'zod';
import { applyBilling } from '../../src/entitlements/index.js';
import { systemCaller } from '../../src/kernel/caller.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import { billingChanges } from '../../src/usage/index.js';
import { defineJob, type JobContext } from '../runtime/index.js';

/** A billing event came in: entitlements follow it, once per event. */
export const onBillingEvent = defineJob({
  name: 'on-billing-event',
  queue: 'entitlements',
  payload: z.object({ tenantId: z.string(), receiptId: z.string() }),
  async run({ tenantId, receiptId }, { deps }: JobContext<Runtime>) {
    const caller = systemCaller(tenantId, 'on-billing-event');
    for (const change of await billingChanges(deps, tenantId, receiptId)) await applyBilling(deps, caller, change);
  },
});
