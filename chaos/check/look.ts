import neo4j, { type Driver } from 'neo4j-driver';

/** No single look lasts longer. */
const TIMEOUT_MS = 120_000;

/** Reads a graph; writes nothing. Integers come as numbers, bytes as Int8Array. */
export class Look {
  readonly #driver: Driver;

  constructor(private readonly at: { uri: string; user: string; password: string; database: string }) {
    this.#driver = neo4j.driver(at.uri, neo4j.auth.basic(at.user, at.password), {
      disableLosslessIntegers: true,
      maxConnectionPoolSize: 8,
    });
  }

  /** Runs one statement and gives its rows. */
  async rows<R>(text: string, params: Record<string, unknown>): Promise<R[]> {
    const { records } = await this.#driver.executeQuery(text, params, {
      database: this.at.database,
      routing: 'READ',
      transactionConfig: { timeout: TIMEOUT_MS },
    });
    return records.map((record) => record.toObject() as R);
  }

  /** Runs a statement over parts of a long list, named `$items` in it, and gives all rows. */
  async rowsOf<R>(text: string, tenantId: string, items: readonly unknown[], most = 2_000): Promise<R[]> {
    const rows: R[] = [];
    for (let from = 0; from < items.length; from += most) {
      rows.push(...(await this.rows<R>(text, { tenantId, items: items.slice(from, from + most) })));
    }
    return rows;
  }

  close(): Promise<void> {
    return this.#driver.close();
  }
}
