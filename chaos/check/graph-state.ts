import { shown } from './findings.js';
import { type Looking, say } from './looking.js';
import type { ToldNode } from './told.js';

/** What receipts do not tell of a node: what the store keeps for itself, and what follows from the rest. */
const UNTOLD: Record<string, readonly string[]> = {
  '': ['tenantId', '_lock', 'createdAt', 'tenantKey', 'nameKey'],
};
/** What receipts tell of a node that stands in its edges. */
const IN_EDGES: Record<string, readonly string[]> = { Lead: ['routedTo'] };

const INCOMING = 'HAS_QUOTE|HAS_VERSION|HAS_LINE|NEEDS_APPROVAL|HAS_TIMER|HAS_ASSIGNMENT|HAS_SEAT|LEADS';
const OUTGOING =
  'CONTAINS|OF_PRODUCT|ASSIGNED_TO|DECIDED_BY|ROUTED_TO|MATCHED_TO|GRANTS_TO|OWNED_BY|SUBSIDIARY_OF|ASSOCIATED_TO|' +
  'FOR_PRODUCT|REPORTS_TO|MEMBER_OF|HOLDS_ROLE';

const FOUND = `{label: [l IN labels(n) WHERE l <> 'Entity'][0], properties: properties(n),
  edges: [(n)-[r:${OUTGOING}]->(m) WHERE r.to IS NULL | 'OUT ' + type(r) + ' ' + m.id] +
    [(n)<-[r:${INCOMING}]-(m) WHERE r.to IS NULL | 'IN ' + type(r) + ' ' + m.id]} AS node`;

/** Labels that receipts tell of, whole. */
const TOLD_LABELS = [
  'Role',
  'Tenant',
  'User',
  'Team',
  'RoleGrant',
  'SeatBook',
  'Seat',
  'RevOpsConfigVersion',
  'Account',
  'Product',
  'Opportunity',
  'Lead',
  'SlaTimer',
  'Assignment',
  'RoutingPool',
  'Quote',
  'QuoteVersion',
  'QuoteLine',
  'Approval',
];

/** Compares nodes and edges with the last snapshots that receipts hold of them: all, or those that were told of since. */
export async function compareState(looking: Looking): Promise<void> {
  const { look, tenant, memory } = looking;
  const ids = [...memory.touched.nodes];
  const rows = await look.rowsOf<{ id: string; node: ToldNode }>(
    `UNWIND $items AS id MATCH (n:Entity {tenantId: $tenantId, id: id}) RETURN id, ${FOUND}
     UNION ALL UNWIND $items AS id MATCH (n:Role {tenantId: $tenantId, name: id}) RETURN id, ${FOUND}`,
    tenant.id,
    ids,
  );
  const found = new Map(rows.map(({ id, node }) => [id, node]));
  for (const id of ids) {
    const told = memory.told.node(id);
    const node = found.get(id);
    if (!told || !TOLD_LABELS.includes(told.label)) continue;
    if (!node) say(looking, 'state', `receipts tell of ${told.label} ${id}, it is not in the graph`);
    else for (const what of differences(told, node)) say(looking, 'state', `${told.label} ${id}: ${what}`);
  }
  await compareExtent(looking);
}

function differences(told: ToldNode, found: ToldNode): string[] {
  if (told.label !== found.label) return [`it is a ${found.label}`];
  const apart = [...(UNTOLD[''] ?? []), ...(UNTOLD[told.label] ?? []), ...(IN_EDGES[told.label] ?? [])];
  const keys = new Set([...Object.keys(told.properties), ...Object.keys(found.properties)]);
  const properties = [...keys].flatMap((key) => {
    const has = key in told.properties;
    if (apart.includes(key) && (!has || IN_EDGES[told.label]?.includes(key))) return [];
    const [is, was] = [found.properties[key], told.properties[key]];
    if (JSON.stringify(is) === JSON.stringify(was)) return [];
    return [`its ${key} is ${shown(is)}, its last receipt says ${shown(was)}`];
  });
  const wanted = [...told.edges].sort();
  const there = [...found.edges].sort();
  const missing = less(wanted, there).map((edge) => `it lacks the edge ${edge}`);
  const extra = less(there, wanted).map((edge) => `it has the edge ${edge}, which no receipt tells of`);
  return [...properties, ...missing, ...extra];
}

/** What one list has more than another, each as often as it has it more. */
function less(these: string[], those: string[]): string[] {
  const left = [...those];
  return these.filter((one) => {
    const at = left.indexOf(one);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

/** Counts nodes by label; looks for those that no receipt tells of where there are more. */
async function compareExtent(looking: Looking): Promise<void> {
  const { look, tenant, memory, isWhole } = looking;
  const told = new Map<string, number>();
  for (const { label } of memory.told.nodes.values()) told.set(label, (told.get(label) ?? 0) + 1);
  told.set('PolicyDecision', memory.decisions);
  const counted = await look.rows<{ label: string; count: number }>(
    `MATCH (n:Entity {tenantId: $tenantId}) WHERE n.id IS NOT NULL
     RETURN [l IN labels(n) WHERE l <> 'Entity'][0] AS label, count(*) AS count`,
    { tenantId: tenant.id },
  );
  const there = new Map(counted.map(({ label, count }) => [label, count]));
  const labels = [...TOLD_LABELS.filter((label) => label !== 'Role'), 'PolicyDecision'];
  const differing = labels.filter((label) => (there.get(label) ?? 0) !== (told.get(label) ?? 0));
  for (const label of differing) {
    say(
      looking,
      'state',
      `there are ${there.get(label) ?? 0} nodes ${label}, receipts tell of ${told.get(label) ?? 0}`,
    );
  }
  if (isWhole || differing.length > 0) await nameExtras(looking);
  await compareReceipts(looking);
}

async function nameExtras(looking: Looking): Promise<void> {
  const { look, tenant, memory } = looking;
  for (const label of TOLD_LABELS) {
    const rows = await look.rows<{ id: string }>(`MATCH (n:${label} {tenantId: $tenantId}) RETURN n.id AS id`, {
      tenantId: tenant.id,
    });
    const seen = new Set<string>();
    for (const { id } of rows) {
      if (!memory.told.nodes.has(id)) say(looking, 'unasked', `${label} ${id} is in the graph, no receipt tells of it`);
      if (seen.has(id)) say(looking, 'unasked', `${label} ${id} is in the graph twice`);
      seen.add(id);
    }
  }
}

/** A receipt that is not in the log's order, and a payload of no receipt, are seen by their number. */
async function compareReceipts(looking: Looking): Promise<void> {
  const { look, tenant, memory } = looking;
  const [there] = await look.rows<{ receipts: number; business: number; personal: number }>(
    `RETURN COUNT { MATCH (r:Receipt {tenantId: $tenantId}) WHERE r.id IS NOT NULL } AS receipts,
       COUNT { MATCH (p:BusinessPayload {tenantId: $tenantId}) WHERE p.id IS NOT NULL } AS business,
       COUNT { MATCH (p:PersonalPayload {tenantId: $tenantId}) WHERE p.id IS NOT NULL } AS personal`,
    { tenantId: tenant.id },
  );
  const own = { receipts: memory.tree.size, business: memory.business, personal: memory.personal };
  for (const key of ['receipts', 'business', 'personal'] as const) {
    if (there?.[key] !== own[key])
      say(looking, 'log', `there are ${there?.[key]} ${key} nodes, the log's receipts have ${own[key]}`);
  }
}
