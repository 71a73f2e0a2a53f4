import { allStatements } from '../../cypher/all-statements.js';
import type { Graph } from './graph.js';
import { inLanes } from './in-lanes.js';

/**
 * Lets Neo4j plan every statement, a few at once, for no longer than `withinMs`. Gives how many it planned. A Neo4j that
 * has just started plans its first statements in seconds each, and later ones in tenths: it compiles itself meanwhile.
 * The plans as such are not kept, since it keeps one for each combination of the parameters' types.
 */
export async function planAhead(
  graph: Pick<Graph, 'explain'>,
  { withinMs, atOnce }: { withinMs: number; atOnce: number },
): Promise<{ planned: number; all: number }> {
  const deadline = performance.now() + withinMs;
  const statements = await allStatements();
  let planned = 0;
  await inLanes(statements, atOnce, async ({ text }) => {
    if (performance.now() >= deadline) return;
    await graph.explain(text);
    planned++;
  });
  return { planned, all: statements.length };
}
