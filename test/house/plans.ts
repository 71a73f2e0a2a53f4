import type { Statement } from '../../cypher/statement.js';
import type { Graph } from '../../src/kernel/graph.js';
import { type Plan, planFindings } from './plan-rules.js';

/** Statements that may do what others may not, each with the one finding it has. */
export const EXEMPT: Record<string, RegExp> = {
  // The sealer's discovery: labels of receipts that wait, from all tenants.
  'system/tenants_find_unsealed': /^NodeByLabelScan receipt:Unsealed$/,
  // One line an endpoint, for the sweep.
  'system/webhook_lines_find_due': /^NodeIndexScan \S+( INDEX)? line:WebhookLine\(tenantId, endpointId\)/,
  // One head a tenant, for the announcer.
  'system/tenants_find_unannounced': /^NodeIndexScan RANGE INDEX head:LogHead\(tenantId\)/,
};

/** Plans are asked for this many at a time. */
const AT_ONCE = 3;

/**
 * Asks for the plan of every statement and gives what none may do, each with its statement's name. `anew`: not the plan that
 * is kept from when the graph was smaller, but what its statistics make of the statement now.
 */
export async function unexpectedFindings(
  graph: Graph,
  statements: Statement<object, unknown>[],
  { anew = false } = {},
): Promise<string[]> {
  const found: string[] = [];
  const waiting = statements.values();
  const planNext = async () => {
    for (const { name, text, mode } of waiting) {
      const plan = (await graph.explain(anew ? `CYPHER replan=force ${text}` : text)) as Plan;
      const unexpected = planFindings(plan, { mode, text }).filter((finding) => !EXEMPT[name]?.test(finding));
      found.push(...unexpected.map((finding) => `${name}: ${finding}`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, planNext));
  return found.sort();
}
