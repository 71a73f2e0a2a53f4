import { allStatements } from '../../cypher/all-statements.js';
import type { Graph } from './graph.js';

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
  const waiting = statements.values();
  let planned = 0;
  const planNext = async () => {
    for (const { text } of waiting) {
      if (performance.now() >= deadline) return;
      await graph.explain(text);
      planned++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, planNext));
  return { planned, all: statements.length };
}
