import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bootstrapTenant } from '../src/entitlements/index.js';
import type { Caller } from '../src/kernel/caller.js';
import { newId } from '../src/kernel/values/ids.js';
import { createApiKey } from '../src/tenancy/index.js';
import { CONFIG, type World } from '../test/kit/fresh-world.js';
import { ServerProcess } from '../test/kit/server-process.js';
import type { Bench } from './catalogue.js';
import { compare, quantile } from './measure.js';
import { inFreshWorld, wanted } from './world.js';

const NEIGHBOURS = 20;
const SECONDS = 6;
/** What each neighbour sends in a second, one event a request. */
const SHARE = 10;
/** What the other tenant sends in a second: a thousand times that, in the largest batches. */
const FLOOD = { requests: 10, events: 1_000 };

/**
 * Twenty tenants send ten metered events a second each, one a request, by `POST /v1/events` to an API process of its own; each
 * from an address of its own, with a key of its own. One figure is the 99th percentile of 6 s of their requests, from the instant at which
 * each was to be sent until it was answered: with another tenant that sends 10,000 events a second meanwhile, in batches of a
 * thousand, whatever becomes of those it sent before; and without it.
 *
 * Not measured: several API processes; a flood that the limits on requests stop before its events are looked at.
 */
export const neighbour: Bench = {
  name: 'neighbour',
  promise: "beside a tenant that sends a thousand times its share, the others' p99 is at most 2× what it is without",
  rounds: 9,
  run: ({ rounds, say }) =>
    inFreshWorld({}, async (world) => {
      const api = await ServerProcess.start(fileURLToPath(new URL('../bin/api.js', import.meta.url)));
      const senders: Sender[] = [];
      try {
        for (let n = 0; n <= NEIGHBOURS; n++) senders.push(new Sender(api.url, await keyOfNewTenant(world, n), n));
        const [flood, ...neighbours] = senders as [Sender, ...Sender[]];
        const found = await compare(
          {
            what: `${NEIGHBOURS} tenants, ${SHARE} requests a second each, p99`,
            unit: 'ms',
            bound: { of: 'ratio', atMost: 2 },
            ours: { name: 'beside a flood', run: () => besideFlood(flood, neighbours, say) },
            rival: { name: 'without it', run: () => p99Of(neighbours) },
          },
          { rounds, warmUps: 2 },
        );
        say(`the API process held ${api.peakMb().toFixed(0)} MB at most`);
        return [found];
      } finally {
        for (const sender of senders) sender.close();
        await api.stop();
      }
    }),
};

/** Sends events as one program does: over kept connections from one address, with one key. */
class Sender {
  readonly #agent: Agent;

  constructor(
    private readonly url: string,
    private readonly key: string,
    place: number,
  ) {
    this.#agent = new Agent({ keepAlive: true, localAddress: `127.0.1.${place + 1}` });
  }

  /** Sends new events and gives the status of the answer. */
  send(events: number): Promise<number> {
    const body = JSON.stringify({ events: Array.from({ length: events }, (_, n) => eventOf(n)) });
    const headers = {
      authorization: `Bearer ${this.key}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.url}/v1/events`, { method: 'POST', agent: this.#agent, headers });
      sent.on('error', reject);
      sent.on('response', (answer) => {
        text(answer).then(() => resolve(answer.statusCode ?? 0), reject);
      });
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

const eventOf = (n: number) => ({
  externalId: newId(),
  source: 'bench',
  type: 'api_call',
  userId: `user-${n % 50}`,
  metadata: { tokens: n, cost_nano_usd: n * 20, latency_ms: n % 900, status_code: 200, model: 'embed-2' },
});

/** Calls `send` so many times a second, evenly, for so long, whether it is done with the last or not; settles when all are done. */
async function evenly<T>(perSecond: number, send: () => Promise<T>): Promise<{ value: T; ms: number }[]> {
  const sent: Promise<{ value: T; ms: number }>[] = [];
  const startedAt = performance.now() + (Math.random() * 1_000) / perSecond;
  for (let n = 0; n < perSecond * SECONDS; n++) {
    const dueAt = startedAt + (n * 1_000) / perSecond;
    await delay(Math.max(0, dueAt - performance.now()));
    sent.push(send().then((value) => ({ value, ms: performance.now() - dueAt })));
  }
  return Promise.all(sent);
}

async function p99Of(neighbours: readonly Sender[]): Promise<number> {
  const sent = await Promise.all(neighbours.map((one) => evenly(SHARE, () => one.send(1))));
  const refused = sent.flat().filter(({ value }) => value !== 200);
  if (refused.length > 0)
    throw new Error(`${refused.length} requests of neighbours were answered ${refused[0]?.value}`);
  return quantile(
    sent.flat().map(({ ms }) => ms),
    0.99,
  );
}

async function besideFlood(
  flood: Sender,
  neighbours: readonly Sender[],
  say: (progress: string) => void,
): Promise<number> {
  const flooding = evenly(FLOOD.requests, () => flood.send(FLOOD.events));
  const p99 = await p99Of(neighbours);
  const statuses = (await flooding).map(({ value }) => value);
  const taken = statuses.filter((status) => status === 200).length;
  const strange = statuses.find((status) => status !== 200 && status !== 429);
  if (strange !== undefined) throw new Error(`The flood was answered ${strange}`);
  say(
    `the flood had ${taken} batches taken and ${statuses.length - taken} sent back; p99 of the others ${p99.toFixed(1)} ms`,
  );
  return p99;
}

/** Opens a tenant with one admin, and gives the secret of a key that sends events. */
async function keyOfNewTenant(world: World, place: number): Promise<string> {
  const name = `neighbour-${place}-${newId().slice(-6)}`;
  const admins = ['admin', 'admin2'].map((handle) => ({
    handle,
    subject: `${handle}@${name}`,
    name: handle,
    email: `${handle}@${name}.example`,
    roles: ['revops_admin' as const],
    seat: 'DECISION' as const,
  }));
  const opened = await bootstrapTenant(world.composition, {
    handle: name,
    name,
    kind: 'CUSTOMER',
    plan: 'enterprise',
    seatLimit: null,
    revOpsConfig: CONFIG,
    users: admins,
  });
  const { tenantId, userIds } = wanted(opened, 'TenantBootstrapped');
  const caller: Caller = { ...world.caller('admin'), tenantId, id: userIds.admin ?? '' };
  const made = await createApiKey(world.composition, caller, { name: 'bench', scopes: ['events:write'] });
  return wanted(made, 'ApiKeyCreated').secret ?? '';
}
