import type { World } from '../kit/world.js';

type Properties = Record<string, any>;

/** Accounts, products and opportunities with the edges that crm owns. */
interface Told {
  /** By id: label and properties. */
  nodes: Map<string, { label: string; properties: Properties }>;
  edges: Set<string>;
}

/** The tenant's accounts, products and opportunities, as the graph has them. */
export async function inGraph(world: World): Promise<Told> {
  const nodes = await world.cypher<{ label: string; properties: Properties }>(
    `MATCH (n:Entity {tenantId: $tenantId}) WHERE n:Account OR n:Product OR n:Opportunity
    RETURN properties(n) AS properties, reduce(text = '', l IN labels(n) | text + CASE l WHEN 'Entity' THEN '' ELSE l END) AS label`,
  );
  const edges = await world.cypher<{ edge: string }>(
    `MATCH (a:Entity {tenantId: $tenantId})-[r:OWNED_BY|SUBSIDIARY_OF|ASSOCIATED_TO|FOR_PRODUCT]->(b)
    WHERE a:Account OR a:Opportunity
    RETURN a.id + ' ' + type(r) + ' ' + [l IN labels(b) WHERE l <> 'Entity'][0] + ' ' + b.id AS edge`,
  );
  const kept = nodes.map(({ label, properties: { tenantId: _tenantId, _lock, ...properties } }) => {
    return [properties.id as string, { label, properties }] as const;
  });
  return { nodes: new Map(kept), edges: new Set(edges.map(({ edge }) => edge)) };
}

/** The same as receipts tell it: of each node the last snapshot of its chain, and the edges that its ids stand for. */
export async function inReceipts(world: World): Promise<Told> {
  const nodes: Told['nodes'] = new Map();
  for (const { type: label, ownType, ...own } of await snapshots(world)) {
    const tenantKey = world.tenantId.replaceAll('-', '');
    nodes.set(own.id, { label, properties: withoutNulls({ ...own, type: ownType ?? null, tenantKey }) });
  }
  // A family's root follows from its parents: whoever only follows a parent elsewhere has no snapshot of that.
  for (const { label, properties } of nodes.values()) {
    if (label === 'Account') properties.familyRootId = rootOf(properties, nodes);
  }
  return { nodes, edges: new Set([...nodes.values()].flatMap(edgesOf)) };
}

/** Every snapshot of the tenant's accounts, products and opportunities, each chain in its order. */
export async function snapshots(world: World): Promise<Properties[]> {
  const payloads = await world.cypher<{ content: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId})-[:HAS_PAYLOAD]->(p:BusinessPayload)
    RETURN p.content AS content ORDER BY r.workflowId, r.workflowSeq`,
  );
  const told: Properties[] = payloads.flatMap(({ content }) => JSON.parse(content).snapshot ?? []);
  return told.filter(({ type }) => ['Account', 'Product', 'Opportunity'].includes(type));
}

function rootOf(account: Properties, nodes: Told['nodes']): string {
  const parent = account.parentId ? nodes.get(account.parentId)?.properties : undefined;
  return parent ? rootOf(parent, nodes) : (account.parentId ?? account.id);
}

function edgesOf({ properties }: { properties: Properties }): string[] {
  const { id, ownerId, ownerType, parentId, accountId, productId } = properties;
  return [
    ...(ownerId ? [`${id} OWNED_BY ${ownerType} ${ownerId}`] : []),
    ...(parentId ? [`${id} SUBSIDIARY_OF Account ${parentId}`] : []),
    ...(accountId ? [`${id} ASSOCIATED_TO Account ${accountId}`] : []),
    ...(productId ? [`${id} FOR_PRODUCT Product ${productId}`] : []),
  ];
}

const withoutNulls = (node: Properties): Properties =>
  Object.fromEntries(Object.entries(node).filter(([, value]) => value !== null));
