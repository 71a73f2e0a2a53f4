import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { World } from '../kit/world.js';

/** What waits for somebody, as it changes. */
export const INBOX = 'subscription { approvalInbox { cursor snapshot { complete } } }';

export const addressOf = (world: World): string => `${world.url.replace('http', 'ws')}/graphql`;

interface Closed {
  code: number;
  reason: string;
}

/** The published client on the API; `closings` has every close it saw. */
export function clientOf(
  world: World,
  options: Partial<Parameters<typeof createClient>[0]> = {},
): { client: Client; closings: Closed[]; closed: Promise<Closed> } {
  const closings: Closed[] = [];
  let tell: (closed: Closed) => void;
  const closed = new Promise<Closed>((resolve) => {
    tell = resolve;
  });
  const on = {
    closed: (event: unknown) => {
      const { code, reason } = event as Closed;
      closings.push({ code, reason });
      tell({ code, reason });
    },
  };
  const client = createClient({ url: addressOf(world), webSocketImpl: WebSocket, retryAttempts: 0, on, ...options });
  return { client, closings, closed };
}

/** Subscribes to the inbox; gives the first answer, or throws what the client throws. */
export async function firstOf(client: Client, query = INBOX): Promise<any> {
  for await (const answer of client.iterate({ query })) return answer;
  return null;
}

/** Subscribes to the inbox and stays; errors are given, not thrown. */
export function staying(client: Client, query = INBOX): { first: Promise<unknown> } {
  const first = new Promise<unknown>((resolve) =>
    client.subscribe({ query }, { next: resolve, error: resolve, complete: () => resolve(null) }),
  );
  return { first };
}

/** A bare socket that says what it is told to; `closed` tells how it ended. */
export function bareSocket(
  world: World,
  { protocol = 'graphql-transport-ws', headers = {} }: { protocol?: string | undefined; headers?: object } = {},
) {
  const socket = new WebSocket(addressOf(world), protocol ? [protocol] : [], { headers: headers as any });
  const received: { type: string; id?: string; payload?: any }[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  const refused = new Promise<number>((resolve) =>
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    }),
  );
  const closed = new Promise<Closed>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  socket.on('error', () => undefined);
  const opened = new Promise<void>((resolve) => socket.on('open', () => resolve()));
  const say = async (...messages: (object | string | Buffer)[]) => {
    await opened;
    for (const message of messages)
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  };
  return { socket, received, refused, closed, opened, say };
}

/** Waits until the condition holds, ten seconds at most. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 400; n += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not come about within ten seconds.');
}

/** The value of a figure that the API publishes. */
export async function figure(world: World, name: string): Promise<number> {
  const page = await (await world.anyone().http('GET', '/metrics')).text();
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(page)?.[1];
  if (value === undefined) throw new Error(`/metrics has no ${name}`);
  return Number(value);
}
