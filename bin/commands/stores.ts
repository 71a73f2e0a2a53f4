import type { Config } from '../../src/kernel/config.js';
import { StartupError } from '../../src/kernel/errors.js';
import { Graph } from '../../src/kernel/graph.js';
import { findTenantId, listTenants } from '../../src/tenancy/index.js';

/** Runs work on the graph and closes it. Throws StartupError when Neo4j does not answer. */
export async function withGraph<T>(config: Config, work: (graph: Graph) => Promise<T>): Promise<T> {
  const graph = new Graph(config.neo4j);
  try {
    await answering(graph, config);
    return await work(graph);
  } finally {
    await graph.close();
  }
}

/** Throws StartupError, in one sentence, when Neo4j does not answer. */
export async function answering(graph: Graph, { neo4j }: Config): Promise<void> {
  try {
    await graph.ping();
  } catch (cause) {
    const why = /authentication|unauthorized/i.test(String(cause)) ? 'does not accept the password' : 'does not answer';
    throw new StartupError(`Neo4j at ${neo4j.uri} ${why}: npm start starts the local one, NEO4J_URI names another.`, {
      cause,
    });
  }
}

/** The tenant of a handle, or the only one there is. Throws StartupError when that is not one tenant. */
export async function tenantNamed(graph: Graph, handle: string | undefined): Promise<{ id: string; handle: string }> {
  if (handle !== undefined) {
    const id = await findTenantId({ graph }, handle);
    if (id === null) throw new StartupError(`There is no tenant "${handle}".`);
    return { id, handle };
  }
  const [first, second, ...more] = (await listTenants({ graph }, { after: '', limit: 10 })).filter(
    ({ kind }) => kind === 'CUSTOMER',
  );
  if (!first) throw new StartupError('There is no tenant yet: npm start makes the demo tenant.');
  if (!second) return first;
  const handles = [first, second, ...more].map((tenant) => tenant.handle).join(', ');
  throw new StartupError(`There are several tenants, so say which: --tenant with one of ${handles}.`);
}
