import { configure, type Problem, type RevGraph, type RevGraphOptions } from '../../sdk/index.js';
import type { World } from '../kit/world.js';
import { keyOf } from '../usage/events.js';

/** A host that speaks to a world's API by the SDK, on the world's clock. */
export interface Host {
  client: RevGraph;
  problems: Problem[];
}

/** Configures the SDK's free functions for a world, with a key of these scopes. */
export async function hostOf(
  world: World,
  scopes: string[] = ['events:write', 'audit:write'],
  options: Partial<RevGraphOptions> = {},
): Promise<Host> {
  const problems: Problem[] = [];
  const client = configure({
    url: world.url,
    keys: { [world.tenantId]: await keyOf(world, scopes) },
    tenantId: world.tenantId,
    source: 'host',
    timing: { now: () => world.clock.now(), after: waits },
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  return { client, problems };
}

function waits(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
