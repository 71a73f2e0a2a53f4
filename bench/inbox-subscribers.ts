import { once } from 'node:events';
import WebSocket from 'ws';

const SUBSCRIBE = `subscription { approvalInbox { snapshot { items { id } } change { added { id } removed } } }`;
const REMOVED = /"removed":\["([^"]+)"\]/;

/** Sockets that follow an inbox, and when each of them heard of a decision. */
export class Subscribers {
  /** Milliseconds from a decision's start until a subscriber heard of it, one for each of both. */
  readonly latencies: number[] = [];
  readonly #startedAt = new Map<string, number>();
  readonly #sockets: WebSocket[] = [];

  /** Opens one socket a token, one after the other, and waits for each one's snapshot. */
  async open(url: string, tokens: string[]): Promise<void> {
    for (const token of tokens) {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      await once(socket, 'open');
      const send = (message: object) => socket.send(JSON.stringify(message));
      const shown = new Promise<void>((done, fail) => {
        socket.on('close', (code) => fail(new Error(`A subscriber was closed: ${code}`)));
        socket.on('message', (data) => {
          const text = String(data);
          if (text.includes('"connection_ack"')) send({ id: '1', type: 'subscribe', payload: { query: SUBSCRIBE } });
          else if (text.includes('"ping"')) send({ type: 'pong' });
          else if (text.includes('"snapshot":{')) done();
          else this.#heard(REMOVED.exec(text)?.[1]);
        });
      });
      send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
      await shown;
      this.#sockets.push(socket);
    }
  }

  /** Tells that a decision starts now. */
  decided(approvalId: string): void {
    this.#startedAt.set(approvalId, performance.now());
  }

  /** How many of the messages that are to come have not come. */
  missing(): number {
    return this.#startedAt.size * this.#sockets.length - this.latencies.length;
  }

  /** Begins to measure anew. */
  forget(): void {
    this.latencies.length = 0;
    this.#startedAt.clear();
  }

  close(): void {
    for (const socket of this.#sockets) socket.removeAllListeners('close').close();
  }

  #heard(approvalId: string | undefined): void {
    const startedAt = approvalId && this.#startedAt.get(approvalId);
    if (startedAt) this.latencies.push(performance.now() - startedAt);
  }
}
