import { afterAll } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { World } from '../kit/world.js';

type Any = any;

const INBOX = `subscription($after: String) { approvalInbox(after: $after) {
  cursor
  snapshot { complete items { id role status quote { id } } }
  change { added { id version role quote { id } } changed { id version } removed }
} }`;

/** A subscription as a client holds it: what comes is kept until it is asked for. */
export interface Subscription {
  /** The next event. Fails after five seconds without one. */
  next(): Promise<Any>;
  /** How it ended: the socket's code and reason, or the errors that it was ended with. */
  ended: Promise<{ code?: number; reason?: string; errors?: Any[] }>;
  stop(): Promise<void>;
}

const clients: Client[] = [];
afterAll(async () => {
  await Promise.all(clients.map((client) => client.dispose()));
});

/** Follows the inbox of the person whose token it is; resumes behind a cursor when one is given. */
export function followInbox(world: World, token: string, after?: string): Subscription {
  const came: Any[] = [];
  let told: () => void = () => undefined;
  let end: (how: Awaited<Subscription['ended']>) => void = () => undefined;
  const ended = new Promise<Awaited<Subscription['ended']>>((resolve) => {
    end = resolve;
  });
  const client = createClient({
    url: `${world.url.replace('http', 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    on: {
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        end({ code, reason });
      },
    },
  });
  clients.push(client);
  client.subscribe(
    { query: INBOX, variables: { after } },
    {
      next: ({ data, errors }: Any) => {
        if (errors) end({ errors });
        else came.push(data.approvalInbox);
        told();
      },
      error: (error: Any) => end(Array.isArray(error) ? { errors: error } : { code: error.code, reason: error.reason }),
      complete: () => end({}),
    },
  );
  return {
    async next() {
      const late = Date.now() + 5_000;
      while (came.length === 0) {
        if (Date.now() > late) throw new Error('Nothing came within five seconds');
        await Promise.race([
          new Promise<void>((resolve) => {
            told = resolve;
          }),
          pause(200),
        ]);
      }
      return came.shift();
    },
    ended,
    stop: async () => {
      await client.dispose();
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
