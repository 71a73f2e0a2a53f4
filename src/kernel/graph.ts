import neo4j, { type Driver, Integer, type ManagedTransaction, type Transaction } from 'neo4j-driver';
import type { Statement } from '../../cypher/statement.js';
import type { Config } from './config.js';
import { CodedError } from './errors.js';

/** A statement may run this long in the database; a lock is waited for 3 s by its own setting. */
const TRANSACTION_TIMEOUT_MS = 10_000;
const MOST_TRIES = 8;

/** Where statements run. Parameters get their integers as integers: the driver would send every number as a float. */
export class Graph {
  readonly #driver: Driver;
  readonly #database: string;

  constructor({ uri, user, password, database }: Config['neo4j']) {
    this.#driver = neo4j.driver(uri, neo4j.auth.basic(user, password), {
      disableLosslessIntegers: true,
      maxConnectionPoolSize: 100,
      connectionAcquisitionTimeout: 5_000,
      connectionTimeout: 5_000,
      maxTransactionRetryTime: 0,
    });
    this.#database = database;
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
    return retrying(async () => {
      const session = this.#driver.session({ database: this.#database, defaultAccessMode: neo4j.session.READ });
      try {
        const result = await session.run(statement.text, toGraph(params), { timeout: TRANSACTION_TIMEOUT_MS });
        return result.records.map((record) => record.toObject() as R);
      } finally {
        await session.close();
      }
    });
  }

  /**
   * Runs `body` in one write transaction and commits what it did; a body that gives `commit: false` is rolled back.
   * The body runs again after a deadlock, a lock that was not had in time, or a connection that was lost, even while
   * committing: it must claim a key first, so that a second run finds what the first one did.
   */
  async transact<T>(body: (tx: GraphTransaction) => Promise<{ commit: boolean; value: T }>): Promise<T> {
    return retrying(async () => {
      const session = this.#driver.session({ database: this.#database, defaultAccessMode: neo4j.session.WRITE });
      try {
        const tx = await session.beginTransaction({ timeout: TRANSACTION_TIMEOUT_MS });
        try {
          const { commit, value } = await body(new GraphTransaction(tx));
          await (commit ? tx.commit() : tx.rollback());
          return value;
        } catch (error) {
          if (tx.isOpen()) await tx.rollback().catch(() => undefined);
          throw error;
        }
      } finally {
        await session.close();
      }
    });
  }

  /** Runs schema statements, one transaction each (migrations alone). */
  async runSchema(text: string): Promise<void> {
    const session = this.#driver.session({ database: this.#database });
    try {
      await session.run(text);
    } finally {
      await session.close();
    }
  }

  /** The plan of a statement, for house tests. */
  async explain(text: string): Promise<unknown> {
    const session = this.#driver.session({ database: this.#database });
    try {
      return (await session.run(`EXPLAIN ${text}`)).summary.plan;
    } finally {
      await session.close();
    }
  }

  /** Answers when the database does; throws within the connection timeout when it does not. */
  async ping(): Promise<void> {
    await this.#driver.verifyConnectivity({ database: this.#database });
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }
}

/** Statements inside one transaction; those not awaited in between are sent together. */
export class GraphTransaction {
  readonly #tx: Transaction | ManagedTransaction;
  constructor(tx: Transaction | ManagedTransaction) {
    this.#tx = tx;
  }

  async run<R>(statement: { text: string; types?: (params: never) => R }, params: object): Promise<R[]> {
    const result = await this.#tx.run(statement.text, toGraph(params));
    return result.records.map((record) => record.toObject() as R);
  }
}

/** Whether the store says, or the connection shows, that the same transaction may pass another time. */
export function isRetriable(error: unknown): boolean {
  if (!(error instanceof neo4j.Neo4jError)) return false;
  return neo4j.isRetriableError(error) || /LockClientStopped|LockAcquisitionTimeout|DeadlockDetected/.test(error.code);
}

async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isRetriable(error)) throw error;
      if (tries === MOST_TRIES) {
        throw new CodedError(
          'UNAVAILABLE',
          'The store does not answer at the moment; repeat with the same idempotency key.',
          {},
          { cause: error },
        );
      }
      // Doubling from 10 ms with full jitter, at most 1.28 s: eight tries span about 2.5 s on average.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** (tries - 1)));
    }
  }
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
