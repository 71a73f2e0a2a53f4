import { systemCaller } from '../src/kernel/caller.js';
import { CodedError, StartupError } from '../src/kernel/errors.js';
import { epochMs, type Instant, instantOf } from '../src/kernel/values/instants.js';
import { ingestLead } from '../src/routing/index.js';
import { listUsers, zoneOf } from '../src/tenancy/index.js';
import {
  listEvents,
  MOST_EVENTS,
  recordEvents,
  rollUpUsage,
  type UsageMetrics,
  usageTotal,
} from '../src/usage/index.js';
import { salesOffices } from './files.js';
import { GENERATED, type GeneratedEvent, type Worker } from './generated-event.js';
import { callerIfThere, type DemoJob, expected, forEach } from './job.js';
import { DAYS, monthOfUsage } from './month-of-usage.js';
import { OBSERVERS } from './people.js';

/** A generated month: what was sent now, and what the product makes of it. */
export interface UsedForAMonth {
  from: Instant;
  to: Instant;
  /** What became of what was sent now; nothing where the month was there. */
  sent: Record<string, number>;
  people: number;
  total: UsageMetrics;
  /** Messages refused for the quota, upgrades asked for, and writes refused for want of a seat, within the month. */
  refused: { messages: number; upgradeClicks: number; seats: number };
}

const HOUR_MS = 3_600_000;
/** By how much the offices' days begin later than the tenant's, in New York. */
const LATER: Readonly<Record<string, number>> = { East: 0, Central: 1, West: 3 };
/** How often each of those who observe tries to write. */
const ATTEMPTS = [4, 2, 1];
const BATCHES_AT_ONCE = 4;
const MOST_USERS = 1_000;
const QUOTA = 'assistant_messages_per_user';

/**
 * Sends a generated month up to this hour through the doors that everybody has, has today's messages checked against their quota and
 * observers refused, and waits until all of it is summed up. A month that is there, from whenever, is found by its newest event.
 */
export async function useForAMonth(job: DemoJob): Promise<UsedForAMonth> {
  const { runtime, tenantId, progress } = job;
  const workers = await workersOf(job);
  const known = (await listEvents(runtime, system(job), { source: GENERATED }, { after: null, most: 1 }))[0];
  const now = runtime.clock.now();
  const until = known?.externalId.split('/')[0] ?? instantOf(now);
  const asked = { until, zone: await zoneOf(runtime, tenantId), workers, messagesADay: await messagesADay(job) };
  const events = monthOfUsage(asked);
  const sent: Record<string, number> = {};
  if (!lastBatch(events).some(({ externalId }) => externalId === known?.externalId)) {
    if (!known) await progress.stage('block observers', null, () => blockObservers(job));
    if (!known) await progress.stage('check quotas', null, () => checkToday(job, asked.zone, events));
    await progress.stage('use for a month', events.length, (done) => send(job, events, { sent, done }));
  }
  await progress.stage('roll usage up', null, () => rollUpUsage(runtime, tenantId));
  const [from, to] = [instantOf(epochMs(until) - DAYS * 24 * HOUR_MS), instantOf(epochMs(until) + HOUR_MS)];
  const [total, refused] = [await usageTotal(runtime, tenantId, { from, to }), await refusedIn(job, { from, events })];
  return { from, to: until, sent, people: workers.length, total, refused };
}

const system = ({ tenantId }: DemoJob) => systemCaller(tenantId, GENERATED);

/** Who uses it: the sellers and their managers, with the hours of their offices. */
async function workersOf({ runtime, tenantId }: DemoJob): Promise<Worker[]> {
  const offices = await salesOffices();
  const users = await listUsers(runtime, tenantId, { name: null, after: null, limit: MOST_USERS });
  return users.flatMap(({ id: userId, handle }) => {
    const office = offices.get(handle);
    return office === undefined ? [] : [{ userId, handle, later: LATER[office] ?? 0 }];
  });
}

/** What the tenant's own configuration says; a tenant that says nothing refuses nobody. */
async function messagesADay({ runtime, tenantId }: DemoJob): Promise<number> {
  const states = await runtime.quotas.status(tenantId, { userId: 'anybody' });
  return states.find(({ quota }) => quota === QUOTA)?.limit ?? Number.POSITIVE_INFINITY;
}

async function send(
  job: DemoJob,
  events: readonly GeneratedEvent[],
  { sent, done }: { sent: Record<string, number>; done: (steps: number) => void },
): Promise<void> {
  const take = async (batch: readonly GeneratedEvent[]) => {
    const { results } = expected(await recordEvents(job.runtime, system(job), { events: batch }), 'EventsRecorded');
    for (const { result } of results) sent[result] = (sent[result] ?? 0) + 1;
    done(batch.length);
  };
  const last = lastBatch(events);
  const others = events.slice(0, -last.length);
  const batches: GeneratedEvent[][] = [];
  for (let n = 0; n < others.length; n += MOST_EVENTS) batches.push(others.slice(n, n + MOST_EVENTS));
  await forEach(batches, take, BATCHES_AT_ONCE);
  await take(last);
}

/** It is sent after all others, so by the newest event that is there the month is known to be whole, whichever of a moment's that is. */
const lastBatch = (events: readonly GeneratedEvent[]): GeneratedEvent[] => events.slice(-MOST_EVENTS);

/** Asks for each of today's messages, as the assistant would have done. */
async function checkToday({ runtime, tenantId }: DemoJob, zone: string, events: GeneratedEvent[]): Promise<void> {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
  const today = day.format(runtime.clock.now());
  const messages = events.filter(
    ({ type, metadata, occurredAt }) =>
      type === 'chat_message' && metadata.direction === 'sent' && day.format(epochMs(occurredAt)) === today,
  );
  for (const { userId } of messages) {
    const subject = { userId: userId as string };
    await runtime.quotas.check(tenantId, { subject, amounts: { chat_messages: 1 }, mode: 'consume' });
  }
}

/** Has those who observe try what needs a decision seat, so that it is refused (R0, decision_seat_blocked). */
async function blockObservers({ runtime, tenantId }: DemoJob): Promise<void> {
  for (const [n, { handle }] of OBSERVERS.entries()) {
    const caller = await callerIfThere(runtime, tenantId, handle);
    if (!caller) continue;
    for (let attempt = 0; attempt < (ATTEMPTS[n] ?? 0); attempt++) {
      const refused = await ingestLead(runtime, caller, { email: 'somebody@company.example' }).catch(isSeat);
      if (refused !== true) throw new StartupError(`${handle} observes, and was not kept from taking a lead in.`);
    }
  }
}

function isSeat(error: unknown): true {
  if (error instanceof CodedError && error.code === 'SEAT_REQUIRED') return true;
  throw error;
}

async function refusedIn(job: DemoJob, { from, events }: { from: Instant; events: readonly GeneratedEvent[] }) {
  const count = async (type: string) =>
    (await listEvents(job.runtime, system(job), { type, from }, { after: null, most: MOST_EVENTS })).length;
  const messages = events.filter(({ metadata }) => metadata.status_code === 429).length;
  return { messages, upgradeClicks: await count('upgrade_click'), seats: await count('decision_seat_blocked') };
}
