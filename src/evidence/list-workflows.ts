import { workflowsList } from '../../cypher/generated/evidence.js';
import type { HeadRow } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';

/** A chain as its head tells it: `seq` receipts, the last of which has `sha256`. */
export type WorkflowEnd = HeadRow;

/** Heads read at a time. */
const PAGE = 1_000;

/** All workflows of a tenant by id, read as they are taken. */
export async function* eachWorkflow({ graph }: Pick<Runtime, 'graph'>, tenantId: string): AsyncGenerator<WorkflowEnd> {
  for (let afterId = ''; ; ) {
    const page = await graph.read(workflowsList, tenantId, { afterId, most: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    afterId = last.id;
  }
}
