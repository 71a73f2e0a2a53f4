import { tenantList } from '../../cypher/generated/system.js';
import type { Graph } from '../../src/kernel/graph.js';

/**
 * Lets what sweeps every tenant find this one alone. The store has the tenants of all other tests, whose clocks are their own: a sweep
 * by this test's clock would end what theirs have not ended yet.
 */
export function sweepOnly(graph: Graph, tenantId: string): void {
  const readSystem = graph.readSystem.bind(graph);
  graph.readSystem = (async (statement, params) => {
    // A page might be full of others.
    const all = Object.hasOwn(params as object, 'limit') ? { ...params, limit: 100_000 } : params;
    const rows: { id?: string; tenantId?: string }[] = await readSystem(statement as never, all as never);
    const tenantOf = (row: (typeof rows)[number]) => ((statement as unknown) === tenantList ? row.id : row.tenantId);
    return rows.filter((row) => (tenantOf(row) ?? tenantId) === tenantId);
  }) as typeof graph.readSystem;
}
