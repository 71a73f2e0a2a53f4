import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

/** One connection through the proxy: the client's side and the store's. */
interface Carried {
  client: Socket;
  store: Socket;
}

/**
 * A TCP proxy between one test's processes and a store: what it carries can be cut, held back or refused, while everybody
 * else's connections to the store go on.
 */
export class StoreProxy {
  readonly #carried = new Set<Carried>();
  #server: Server;
  #answerIsLost: { after: Buffer; done: () => void } | null = null;

  private constructor(
    /** The store's address as its clients must use it: through the proxy. */
    readonly url: string,
    private readonly port: number,
    private readonly store: { host: string; port: number },
    server: Server,
  ) {
    this.#server = server;
  }

  /** Opens a proxy to the store at `url`, on a free port. */
  static async to(url: string): Promise<StoreProxy> {
    const there = new URL(url);
    const server = createServer();
    const port = await listening(server, 0);
    const here = new URL(url);
    here.host = `127.0.0.1:${port}`;
    const proxy = new StoreProxy(here.href, port, { host: there.hostname, port: Number(there.port) }, server);
    proxy.#serve();
    return proxy;
  }

  /** Breaks off every connection and refuses new ones. */
  async goAway(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#breakOff();
    await closed;
  }

  /** Takes connections again, on the same port. */
  async comeBack(): Promise<void> {
    this.#server = createServer();
    await listening(this.#server, this.port);
    this.#serve();
  }

  /** Breaks off every connection, at whatever point it is; new ones are carried. */
  cut(): void {
    this.#breakOff();
  }

  /** Is away for a while. */
  async awayFor(ms: number): Promise<void> {
    await this.goAway();
    await after(ms);
    await this.comeBack();
  }

  /** Holds back whatever comes on the connections that are open now, without closing them; new ones are carried. Gives how many. */
  stall(): number {
    for (const { client, store } of this.#carried) {
      client.unpipe(store);
      store.unpipe(client);
      client.pause();
      store.pause();
    }
    return this.#carried.size;
  }

  /** How many connections are open. */
  carries(): number {
    return this.#carried.size;
  }

  /** Carries on with what was held back. */
  resume(): void {
    for (const { client, store } of this.#carried) {
      client.pipe(store, { end: false });
      store.pipe(client, { end: false });
    }
  }

  /**
   * The next request that holds these bytes reaches the store, and so does nothing of its answer the client: the
   * connection is broken off when the answer comes. Settles then.
   */
  loseAnswerTo(bytes: Buffer): Promise<void> {
    return new Promise((done) => {
      this.#answerIsLost = { after: bytes, done };
    });
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.goAway();
    this.#breakOff();
  }

  #breakOff(): void {
    for (const { client, store } of this.#carried) {
      client.destroy();
      store.destroy();
    }
  }

  #serve(): void {
    this.#server.on('connection', (client) => {
      const store = connect(this.store.port, this.store.host);
      const carried = { client, store };
      this.#carried.add(carried);
      const end = () => {
        this.#carried.delete(carried);
        client.destroy();
        store.destroy();
      };
      for (const side of [client, store]) {
        side.setNoDelay(true);
        side.on('error', end);
        side.on('close', end);
      }
      client.on('data', (request: Buffer) => this.#watch(carried, request));
      client.pipe(store, { end: false });
      store.pipe(client, { end: false });
    });
  }

  #watch({ client, store }: Carried, request: Buffer): void {
    const lost = this.#answerIsLost;
    if (!lost || !request.includes(lost.after)) return;
    this.#answerIsLost = null;
    store.unpipe(client);
    store.once('data', () => {
      client.destroy();
      lost.done();
    });
    store.resume();
  }
}

async function listening(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
