import neo4j, { type Driver, type Session, type SessionMode } from 'neo4j-driver';
import type { Config } from './config.js';
import { StoreSilent } from './patience.js';
import { within } from './within.js';

/** Work in hand on a driver that was replaced has this long to end; longer than any work may last. */
const DRAIN_MS = 20_000;
/** Taking leave of the store takes no longer. */
const CLOSE_MS = 3_000;

/**
 * The way to the store: a driver, replaced by a new one once it has gone silent. The driver itself breaks off a
 * connection that owes an answer only when the server tells it to (Neo4j's default: after 120 s); till then a network
 * that dropped its connections without closing them would hold all of its pool.
 */
export class Connections {
  #driver: Driver;
  #answeredAt = 0;
  /** Drivers that were replaced, with what will close them. */
  readonly #draining = new Map<Driver, NodeJS.Timeout>();

  constructor(private readonly settings: Config['neo4j']) {
    this.#driver = openDriver(settings);
  }

  /**
   * Runs `work` in a session of its own and gives what it gives. Throws StoreSilent after `ms`: what was asked for may
   * happen even then.
   */
  async session<T>(ms: number, mode: SessionMode, work: (session: Session) => Promise<T>): Promise<T> {
    return this.#answered(ms, async (driver) => {
      const session = driver.session({ database: this.settings.database, defaultAccessMode: mode });
      try {
        return await work(session);
      } finally {
        await session.close();
      }
    });
  }

  /** Settles when the store lets us in; throws what the driver says, or StoreSilent after `ms`. */
  async ping(ms: number): Promise<void> {
    await this.#answered(ms, (driver) => driver.verifyConnectivity({ database: this.settings.database }));
  }

  /** Lets go of the store, and of what drivers that were replaced still hold: a single open connection keeps a process from ending. */
  async close(): Promise<void> {
    for (const timer of this.#draining.values()) clearTimeout(timer);
    await Promise.all([this.#driver, ...this.#draining.keys()].map(closeInTime));
  }

  async #answered<T>(ms: number, ask: (driver: Driver) => Promise<T>): Promise<T> {
    const driver = this.#driver;
    const askedAt = performance.now();
    try {
      const value = await within(ms, ask(driver), () => new StoreSilent());
      this.#answeredAt = performance.now();
      return value;
    } catch (error) {
      if (!isSilence(error)) this.#answeredAt = performance.now();
      // Silence towards one while others are answered is a full pool or a single lost connection.
      else if (driver === this.#driver && this.#answeredAt < askedAt) this.#renew();
      throw error;
    }
  }

  /** New work goes over new connections; what the old ones still carry ends by itself or is over in time. */
  #renew(): void {
    const silent = this.#driver;
    this.#driver = openDriver(this.settings);
    const timer = setTimeout(() => {
      this.#draining.delete(silent);
      silent.close().catch(() => undefined);
    }, DRAIN_MS);
    timer.unref();
    this.#draining.set(silent, timer);
  }
}

/** A store that says nothing does not take leave either. */
const closeInTime = (driver: Driver): Promise<void> =>
  within(CLOSE_MS, driver.close(), () => new StoreSilent()).catch(() => undefined);

function openDriver({ uri, user, password }: Config['neo4j']): Driver {
  return neo4j.driver(uri, neo4j.auth.basic(user, password), {
    disableLosslessIntegers: true,
    maxConnectionPoolSize: 100,
    // Waiting for a free connection, and for the handshake of a new one; connecting alone is noticed sooner and tried again.
    connectionAcquisitionTimeout: 5_000,
    connectionTimeout: 3_000,
    maxTransactionRetryTime: 0,
  });
}

/** No answer in time, or no connection: the driver gives that error no code of its own. */
export const isSilence = (error: unknown): boolean =>
  error instanceof StoreSilent ||
  (error instanceof neo4j.Neo4jError && /^Connection acquisition timed out/.test(error.message));
