import { eachWorkflow, type StateReport, verifyState } from '../../src/evidence/index.js';
import { readConfig } from '../../src/kernel/config.js';
import { StartupError } from '../../src/kernel/errors.js';
import type { Graph } from '../../src/kernel/graph.js';
import { findTenant, findTenantId, listTenants } from '../../src/tenancy/index.js';
import { rebuilds } from '../rebuilds.js';
import { showProgress } from './progress.js';
import { withGraph } from './stores.js';
import { stateJson, stateText } from './verify-state-report.js';

/** Tenants read at a time. */
const PAGE = 100;

/** A tenant as the report names it. */
interface Named {
  id: string;
  handle: string;
}

/** Compares one tenant's graph, or every tenant's, with their receipts and prints what differs. Gives the exit code. */
export async function verifyStates({ tenant, json }: { tenant: string | undefined; json: boolean }): Promise<number> {
  return withGraph(readConfig(), async (graph) => {
    let isOk = true;
    for await (const named of tenants(graph, tenant)) {
      const report = await watched(graph, named);
      isOk &&= report.ok;
      console.log(json ? stateJson(named, report) : stateText(named, report));
    }
    return isOk ? 0 : 1;
  });
}

/** The tenant of a handle or an id; without one, all of them. */
async function* tenants(graph: Graph, named: string | undefined): AsyncGenerator<Named> {
  if (named !== undefined) {
    const id = (await findTenantId({ graph }, named)) ?? named;
    const found = await findTenant({ graph }, id);
    // Where somebody took the tenant's node away, its chains still tell of it.
    const chains = found ? null : await eachWorkflow({ graph }, id).next();
    if (chains?.done) throw new StartupError(`There is no tenant "${named}".`);
    yield { id, handle: found?.handle ?? id };
    return;
  }
  for (let after = ''; ; ) {
    const page = await listTenants({ graph }, { after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.handle;
  }
}

async function watched(graph: Graph, { id, handle }: Named): Promise<StateReport> {
  let total: number | null = null;
  const receipts = showProgress(`Verifying ${handle}`, 'receipts', () => total);
  const nodes = showProgress(`Comparing ${handle}`, 'nodes', () => null);
  try {
    return await verifyState({ graph }, id, rebuilds, (stage, done, all) => {
      total = all;
      (stage === 'receipts' ? receipts : nodes).at(done);
    });
  } finally {
    receipts.end();
    nodes.end();
  }
}
