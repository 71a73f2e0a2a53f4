import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** How a slow link carries: each piece is late, and no more than so much passes in a second. */
export interface Slowness {
  latencyMs: number;
  bytesPerSecond: number;
}

/** One connection through the link. */
interface Carried {
  client: Socket;
  store: Socket;
}

/**
 * The one way from one process to one store: a TCP proxy that can break off what it carries, refuse, hold back without a
 * word, or carry slowly. Every process has links of its own, so that a fault meets one of them alone.
 */
export class Link {
  readonly #carried = new Set<Carried>();
  #server: Server | null = null;
  #slowness: Slowness | null = null;
  /** Closed while the link is stalled: what comes waits here. */
  #gate: { opened: Promise<void>; open: () => void } | null = null;

  private constructor(
    /** Names the link in reports: `api-1 to redis`. */
    readonly name: string,
    readonly port: number,
    private readonly storePort: number,
  ) {}

  /** Opens a link to a store on this machine. */
  static async open(name: string, port: number, storePort: number): Promise<Link> {
    const link = new Link(name, port, storePort);
    await link.carry();
    return link;
  }

  /** Breaks off every connection; new ones are carried. */
  cut(): void {
    for (const { client, store } of this.#carried) {
      client.destroy();
      store.destroy();
    }
  }

  /** Breaks off every connection and refuses new ones. */
  async refuse(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = once(server, 'close');
    server.close();
    this.cut();
    await closed;
  }

  /** Holds back whatever comes, both ways and on new connections too, and closes nothing. */
  stall(): void {
    if (this.#gate) return;
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#gate = { opened, open };
  }

  /** Carries slowly from now on, in both directions. */
  slow(slowness: Slowness): void {
    this.#slowness = slowness;
  }

  /** Is an ordinary connection again; what was held back is carried. */
  async carry(): Promise<void> {
    this.#slowness = null;
    this.#gate?.open();
    this.#gate = null;
    if (this.#server) return;
    const server = createServer((client) => this.#accept(client));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
  }

  #accept(client: Socket): void {
    const store = connect(this.storePort, '127.0.0.1');
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
    client.pipe(this.#pace()).pipe(store);
    store.pipe(this.#pace()).pipe(client);
  }

  /** Passes everything on, as late and as slowly as the link is at that moment. */
  #pace(): Transform {
    return new Transform({
      transform: (piece: Buffer, _encoding, pass) => {
        const slowness = this.#slowness;
        const carry = () => pass(null, piece);
        if (this.#gate) void this.#gate.opened.then(carry);
        else if (slowness) setTimeout(carry, slowness.latencyMs + (piece.length / slowness.bytesPerSecond) * 1_000);
        else carry();
      },
    });
  }
}
