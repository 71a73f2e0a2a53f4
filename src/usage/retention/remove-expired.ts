import { setTimeout as rest } from 'node:timers/promises';
import { retentionTerms } from '../../entitlements/index.js';
import type { Runtime } from '../../kernel/runtime.js';
import { type Configs, forEveryTenant } from '../../tenancy/index.js';
import { usageSettings } from '../settings.js';
import { forgetIdentities } from './forget-identities.js';
import { type ExpiredPlace, FROM_THE_FIRST, type Removed } from './removal.js';
import { removeAuditEvents } from './remove-audit-events.js';
import { removeEvents } from './remove-events.js';
import { retentionRules } from './rules.js';
import { tellRemoval } from './tell-removal.js';

/** After each transaction others have the store for as long as it took, and at least so long (ms). */
const LEAST_REST_MS = 20;
/** A roll-up is in the log within a second, unless nobody seals. */
const WAIT_MS = 250;
const MOST_WAITS = 20;
/** Transactions of one kind in one run: who has more comes round again, and holds nobody else up. */
const MOST_ROUNDS = 2_000;

/** What retention needs. */
export type RetentionRuntime = Pick<Runtime, 'graph' | 'unitOfWork' | 'clock' | 'log'> & { configs: Configs };

/**
 * Removes what of a tenant's events has had its time: metered and catalogued ones, reported audit events, and identities that nothing can be
 * sent under any more (R4, `cleanup_old_realtime_events`, `cleanup_old_audit_events`). Many short transactions, with rests in between, and one
 * receipt at the end, also when the signal ends it early; it may run twice at once and end anywhere. Gives how many were removed.
 */
export async function removeExpired(
  runtime: RetentionRuntime,
  tenantId: string,
  signal?: AbortSignal,
): Promise<{ removed: number }> {
  const terms = await retentionTerms(runtime, tenantId);
  const settings = usageSettings((await runtime.configs.active(tenantId))?.config);
  const { metered, catalogued, reported, identities } = retentionRules(terms, settings, runtime.clock.now());
  const kinds: ((after: ExpiredPlace) => Promise<Removed>)[] = [
    (after) => removeEvents(runtime, tenantId, { retention: 'metered', rule: metered, after }),
    (after) => removeEvents(runtime, tenantId, { retention: 'catalogued', rule: catalogued, after }),
    (after) => removeAuditEvents(runtime, tenantId, { rule: reported, after }),
    () => forgetIdentities(runtime, tenantId, { rule: identities }),
  ];
  let removed = 0;
  for (const remove of kinds) removed += await allOf(remove, signal);
  await tellRemoval(runtime, tenantId);
  return { removed };
}

/**
 * Removes what is expired of all tenants, until nothing is or the signal says that it is enough: the rest goes with the next run. One
 * tenant's failure stops no other.
 */
export async function removeAllExpired(
  runtime: RetentionRuntime,
  signal?: AbortSignal,
): Promise<{ removed: number; tenants: number; failed: number }> {
  const sentence = "what has expired of a tenant's events was not removed; it comes round again";
  const work = async (tenantId: string) =>
    signal?.aborted ? { removed: 0 } : removeExpired(runtime, tenantId, signal);
  for (let before = 0; ; ) {
    const { removed, tenants, failed } = await forEveryTenant(runtime, { removed: 0 }, sentence, work);
    if (removed === 0 || signal?.aborted) return { removed: before + removed, tenants, failed };
    before += removed;
  }
}

async function allOf(remove: (after: ExpiredPlace) => Promise<Removed>, signal?: AbortSignal): Promise<number> {
  let removed = 0;
  let waits = 0;
  let after = FROM_THE_FIRST;
  for (let round = 0; round < MOST_ROUNDS && !signal?.aborted; round++) {
    const startedAt = performance.now();
    const done = await remove(after);
    removed += done.removed;
    if (done.state === 'held' || done.state === 'done' || (done.state === 'waiting' && ++waits > MOST_WAITS)) break;
    if (done.state === 'more') after = done.next;
    const took = performance.now() - startedAt;
    await rest(done.state === 'waiting' ? WAIT_MS : Math.max(took, LEAST_REST_MS));
  }
  return removed;
}
