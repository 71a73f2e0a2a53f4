import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll } from '@jest/globals';

/** A message as a receiver got it. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Body's `data.log_position`; -1 for a test. */
  position: number;
  id: string;
}

/** What a receiver does with a message: a status, or whatever it likes. */
export type Behaviour = number | ((received: Received, response: ServerResponse) => void | Promise<void>);

const opened: Receiver[] = [];
afterAll(() => Promise.all(opened.map((receiver) => receiver.down())));

/** Somebody's machine that takes webhooks, over real HTTP; it keeps what it got, and is closed when the test file has run. */
export class Receiver {
  readonly received: Received[] = [];
  behaves: Behaviour = 204;
  readonly #server = createServer((request, response) => void this.#take(request, response));
  #url = '';

  static async open(behaves: Behaviour = 204): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.behaves = behaves;
    await receiver.up(0);
    opened.push(receiver);
    return receiver;
  }

  get url(): string {
    return this.#url;
  }

  get positions(): number[] {
    return this.received.map(({ position }) => position);
  }

  get ids(): string[] {
    return this.received.map(({ id }) => id);
  }

  /** Listens, after `down` on the same port as before. */
  async up(port = Number(new URL(this.#url).port)): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.#url = `http://127.0.0.1:${address.port}/hook`;
  }

  /** Refuses connections, and ends those that it has. */
  async down(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await request.setEncoding('utf8').toArray()).join('');
    const position = JSON.parse(body).data.log_position ?? -1;
    const id = String(request.headers['webhook-id']);
    const received = { path: request.url ?? '', headers: request.headers, body, position, id };
    this.received.push(received);
    if (typeof this.behaves === 'number') response.writeHead(this.behaves).end();
    else await this.behaves(received, response);
  }
}
