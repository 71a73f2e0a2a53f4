import { exportsLock, monthsWrite } from '../../cypher/generated/entitlements.js';
import type { CountExport, ExportCounted, PlanLimitReached } from '../evidence/index.js';
import { instantNow } from '../kernel/clock.js';
import { DefectError } from '../kernel/errors.js';
import { workflowId } from '../kernel/receipts.js';
import type { Runtime } from '../kernel/runtime.js';
import { utcDay } from '../kernel/values/instants.js';
import { monthKey, monthOf } from '../kernel/values/months.js';
import { type Configs, zoneOf } from '../tenancy/index.js';
import { oneMore } from './counters.js';
import { fits, monthUse, planLimitReached, refusalReceipt } from './monthly-limits.js';

/**
 * Counts exports of the product's own (R2): one more in the month of the tenant's zone, with the export's receipt, in one
 * transaction; refused behind the month's lock when the plan has no more. What the product's own operator exports by command
 * is counted and never refused.
 */
export const countingExports =
  (runtime: Runtime & { configs: Configs }): CountExport =>
  async (caller, { action, command, step: name, resource, business, idempotencyKey }) => {
    const now = instantNow(runtime.clock);
    const zone = await zoneOf(runtime, caller.tenantId);
    const month = monthKey(null, now, zone);
    const activity = { id: workflowId('activity', `${caller.id}:${utcDay(now)}`), kind: 'activity' };
    const spec = { caller, action, command, idempotencyKey };
    return runtime.unitOfWork.write<ExportCounted | PlanLimitReached>(spec, async (step) => {
      const locked = await step.lock(exportsLock, { heads: [activity], months: [month] });
      if (!locked) throw new DefectError(`There is no tenant ${caller.tenantId}`);
      const { months, terms } = locked;
      const use = monthUse(terms, 'exports', months, step.now);
      if (!fits(use) && caller.type !== 'system') {
        step.receipt({ workflow: activity.id, resource, ...refusalReceipt(use, terms, step.now) });
        return planLimitReached(use, monthOf(now, zone).end);
      }
      step.write(monthsWrite, { months: oneMore(months, 'exports') });
      step.receipt({
        workflow: activity.id,
        step: name,
        outcome: 'ALLOWED',
        resource,
        business: { event: 'export_success', counted_in: month.start, ...business },
      });
      return { __typename: 'ExportCounted' };
    });
  };
