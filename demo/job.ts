import type { DealDeskRuntime } from '../src/dealdesk/index.js';
import { findCaller, type QuotaRuntime } from '../src/entitlements/index.js';
import type { LogSettings } from '../src/evidence/index.js';
import type { Caller } from '../src/kernel/caller.js';
import { StartupError } from '../src/kernel/errors.js';
import { inLanes } from '../src/kernel/in-lanes.js';
import type { Outcome } from '../src/kernel/outcomes.js';
import { newId } from '../src/kernel/values/ids.js';
import type { ConfigParsing } from '../src/tenancy/index.js';
import type { UsageRuntime } from '../src/usage/index.js';
import type { Progress } from './progress.js';

/** What the demo needs of a process: the use cases' own runtime, and the log to verify. */
export interface DemoRuntime extends DealDeskRuntime, ConfigParsing, QuotaRuntime, UsageRuntime {
  logSettings: LogSettings;
}

/** The main job under way. */
export interface DemoJob {
  runtime: DemoRuntime;
  tenantId: string;
  progress: Progress;
  /** A person of the demo tenant as the use cases see them, with the roles and seat of this moment. */
  as(handle: string): Promise<Caller>;
}

/** Writes in flight at a time: commits wait for the disk together, and the driver keeps connections for others. */
const AT_ONCE = 32;

/**
 * Does something for each item, some at a time (`inLanes`): after a failure the demo ends, and closes its stores. The first is done alone:
 * a Neo4j that knows its statements not yet would plan them for each of many at once, and keep all of them waiting.
 */
export async function forEach<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  atOnce = AT_ONCE,
): Promise<R[]> {
  const [first, ...others] = items;
  if (first === undefined) return [];
  const done = await work(first, 0);
  return [done, ...(await inLanes(others, atOnce, (item, n) => work(item, n + 1)))];
}

/** The outcome that the demo counts on; anything else stops it, saying what was answered. */
export function expected<O extends Outcome, N extends O['__typename']>(
  outcome: O,
  ...names: N[]
): Extract<O, { __typename: N }> {
  if ((names as string[]).includes(outcome.__typename)) return outcome as Extract<O, { __typename: N }>;
  throw new StartupError(`The demo met ${JSON.stringify(outcome)} where ${names.join(' or ')} was expected.`);
}

/** Finds the callers of a tenant by their handle, which is their token's subject too. */
export async function callerNamed(runtime: DemoRuntime, tenantId: string, handle: string): Promise<Caller> {
  const caller = await callerIfThere(runtime, tenantId, handle);
  if (!caller) throw new StartupError(`Nobody of the demo tenant is called ${handle}.`);
  return caller;
}

/** The same, and null of a tenant that was opened before the demo had such a person. */
export async function callerIfThere(runtime: DemoRuntime, tenantId: string, handle: string): Promise<Caller | null> {
  const request = { id: newId(), route: 'demo load', method: 'COMMAND', ip: null, userAgent: null };
  return findCaller(runtime, { type: 'user', tenantId, subject: handle, scopes: [] }, request);
}
