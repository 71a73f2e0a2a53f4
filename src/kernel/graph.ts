import neo4j, { Integer, type Transaction } from 'neo4j-driver';
import type { Statement } from '../../cypher/statement.js';
import type { Config } from './config.js';
import { Connections, isSilence } from './connections.js';
import { StartupError } from './errors.js';
import { type Fate, patiently, StoreSilent } from './patience.js';

/** A statement may run this long in the database; a lock is waited for 3 s by its own setting. */
const TRANSACTION_TIMEOUT_MS = 10_000;
const PING_MS = 5_000;
/** Schema statements wait for indexes to be built. */
const SCHEMA_MS = 600_000;

/** Where statements run. Parameters get their integers as integers: the driver would send every number as a float. */
export class Graph {
  readonly #connections: Connections;

  constructor(private readonly settings: Config['neo4j']) {
    this.#connections = new Connections(settings);
  }

  /** Runs one read for a tenant, in one round trip, again when the store asks for it. Gives its rows. */
  async read<P extends object, R>(statement: Statement<P, R>, tenantId: string, params: P): Promise<R[]> {
    return this.#readWith(statement, { ...params, tenantId });
  }

  /** Runs one read that starts from no tenant (cypher/system/). */
  async readSystem<P extends object, R>(statement: Statement<P, R>, params: P): Promise<R[]> {
    return this.#readWith(statement, params);
  }

  async #readWith<R>(statement: Statement<never, R> | Statement<object, R>, params: object): Promise<R[]> {
    const parameters = toGraph(params) as object;
    const read = (ms: number) =>
      this.#connections.session(ms, neo4j.session.READ, async (session) => {
        const result = await untraced(() =>
          session.run(statement.text, parameters, { timeout: TRANSACTION_TIMEOUT_MS }),
        );
        return result.records.map((record) => record.toObject() as R);
      });
    return patiently(read, fateOf);
  }

  /**
   * Runs `body` in one write transaction and commits what it did; a body that gives `commit: false` is rolled back.
   * The body runs again after a deadlock, a lock that was not had in time, or a connection that was lost, even while
   * committing: it must claim a key first, so that a second run finds what the first one did. Throws UNAVAILABLE within
   * 15 s of `askedAt` when the store is not in reach; the write may have happened even so.
   */
  async transact<T>(
    body: (tx: GraphTransaction) => Promise<{ commit: boolean; value: T }>,
    askedAt = performance.now(),
  ): Promise<T> {
    return patiently((ms) => this.#transactWithin(ms, body), fateOf, askedAt);
  }

  /** The same, tried once and for no longer than `ms`; throws whatever stood in the way. */
  async transactOnce<T>(
    ms: number,
    body: (tx: GraphTransaction) => Promise<{ commit: boolean; value: T }>,
  ): Promise<T> {
    return this.#transactWithin(ms, body);
  }

  #transactWithin<T>(ms: number, body: (tx: GraphTransaction) => Promise<{ commit: boolean; value: T }>): Promise<T> {
    return this.#connections.session(ms, neo4j.session.WRITE, async (session) => {
      // Not awaited: the begin travels with the first statement.
      const tx = session.beginTransaction({ timeout: TRANSACTION_TIMEOUT_MS });
      try {
        const { commit, value } = await body(new GraphTransaction(tx));
        await untraced(() => (commit ? tx.commit() : tx.rollback()));
        return value;
      } catch (error) {
        if (tx.isOpen()) await tx.rollback().catch(() => undefined);
        throw error;
      }
    });
  }

  /** Runs schema statements, one transaction each (migrations alone). */
  async runSchema(text: string): Promise<void> {
    await this.#connections.session(SCHEMA_MS, neo4j.session.WRITE, (session) =>
      session.run(text).then(() => undefined),
    );
  }

  /** The plan of a statement, for house tests. */
  async explain(text: string): Promise<unknown> {
    return this.#connections.session(SCHEMA_MS, neo4j.session.READ, async (session) => {
      return (await session.run(`EXPLAIN ${text}`)).summary.plan;
    });
  }

  /** Answers when the database does; throws within 5 s when it does not. */
  async ping(): Promise<void> {
    await this.#connections.ping(PING_MS);
  }

  /** For the start of a process: throws StartupError, with what to do, unless the database lets us in. */
  async assertReachable(): Promise<void> {
    try {
      await this.ping();
    } catch (cause) {
      throw new StartupError(whyNotReached(cause, this.settings), { cause });
    }
  }

  async close(): Promise<void> {
    await this.#connections.close();
  }
}

/** Statements inside one transaction; those not awaited in between are sent together. */
export class GraphTransaction {
  readonly #tx: Pick<Transaction, 'run'>;
  constructor(tx: Pick<Transaction, 'run'>) {
    this.#tx = tx;
  }

  async run<R>(statement: { text: string; types?: (params: never) => R }, params: object): Promise<R[]> {
    const result = await untraced(() => this.#tx.run(statement.text, toGraph(params)));
    return result.records.map((record) => record.toObject() as R);
  }
}

/**
 * Calls the driver without the stack trace that it draws for every statement and commit: a tenth of a busy process's time,
 * and its errors tell their code without it.
 */
function untraced<T>(call: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return call();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The same transaction may pass another time. The driver's word for a connection that ends while it is being greeted is ProtocolError. */
const PASSING = /LockClientStopped|LockAcquisitionTimeout|DeadlockDetected|^ProtocolError$/;
/** The server ended a transaction that took too long; it would do so again. */
const TOO_LONG = /TransactionTimedOut|Transaction\.Terminated/;

function fateOf(error: unknown): Fate {
  if (error instanceof StoreSilent) return 'unavailable';
  if (!(error instanceof neo4j.Neo4jError)) return 'thrown';
  if (neo4j.isRetryableError(error) || PASSING.test(error.code) || isSilence(error)) return 'again';
  return TOO_LONG.test(error.code) ? 'unavailable' : 'thrown';
}

function whyNotReached(error: unknown, { uri, user, database }: Config['neo4j']): string {
  const code = error instanceof neo4j.Neo4jError ? error.code : '';
  if (/Security\./.test(code)) {
    return `Neo4j at ${uri} does not let ${user} in with this password: correct NEO4J_USER and NEO4J_PASSWORD.`;
  }
  if (/DatabaseNotFound/.test(code)) return `Neo4j at ${uri} has no database ${database}: correct NEO4J_DATABASE.`;
  return `Neo4j at ${uri} does not answer: start it, or correct NEO4J_URI.`;
}

function toGraph(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? Integer.fromNumber(value) : value;
  if (Array.isArray(value)) return value.map(toGraph);
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value) || Integer.isInteger(value))
    return value;
  const converted: Record<string, unknown> = {};
  for (const key in value) converted[key] = toGraph((value as Record<string, unknown>)[key]);
  return converted;
}
