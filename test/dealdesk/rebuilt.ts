import type { World } from '../kit/world.js';
import { chainOf } from './deal.js';

type Properties = Record<string, unknown>;
interface Told {
  nodes: Map<string, Properties>;
  edges: Set<string>;
}

/** A deal's quotes with all that hangs on them, as the graph has it. */
export async function inGraph(world: World, opportunityId: string): Promise<Told> {
  const nodes = await world.cypher<{ node: Properties; labels: string[] }>(
    `MATCH (quote:Quote {tenantId: $tenantId, opportunityId: $opportunityId})
    MATCH (quote) (()-[:HAS_VERSION|HAS_LINE|NEEDS_APPROVAL]->()){0,2} (n)
    RETURN DISTINCT properties(n) AS node, [label IN labels(n) WHERE label <> 'Entity'] AS labels`,
    { opportunityId },
  );
  const edges = await world.cypher<{ edge: string }>(
    `MATCH (quote:Quote {tenantId: $tenantId, opportunityId: $opportunityId})
    MATCH (quote) (()-[:HAS_VERSION|HAS_LINE|NEEDS_APPROVAL]->()){0,2} (n)
    MATCH (a)-[r:HAS_QUOTE|HAS_VERSION|HAS_LINE|OF_PRODUCT|CONTAINS|NEEDS_APPROVAL|ASSIGNED_TO|DECIDED_BY]->(b) WHERE a = n OR b = n
    RETURN DISTINCT a.id + ' ' + type(r) + ' ' + b.id AS edge`,
    { opportunityId },
  );
  return {
    nodes: new Map(
      nodes.map(({ node: { tenantId: _tenantId, _lock, ...own }, labels }) => [
        own.id as string,
        { type: labels.join(), ...own },
      ]),
    ),
    edges: new Set(edges.map(({ edge }) => edge)),
  };
}

/** The same as the chain's snapshots tell it: of each node the last one, and the edges that its ids stand for. */
export async function inReceipts(world: World, opportunityId: string): Promise<Told> {
  const chain = await chainOf(world, opportunityId);
  const nodes = new Map<string, Properties>();
  const told = chain.flatMap(({ business }) => business?.snapshot ?? []) as Properties[];
  for (const node of told.filter(({ id }) => id !== opportunityId)) nodes.set(node.id as string, withoutNulls(node));
  const edges = [...nodes.values()].flatMap(edgesOf);
  return { nodes, edges: new Set(edges) };
}

function edgesOf(node: Properties): string[] {
  const { id } = node;
  switch (node.type) {
    case 'Quote':
      return [`${node.opportunityId} HAS_QUOTE ${id}`];
    case 'QuoteVersion':
      return [`${node.quoteId} HAS_VERSION ${id}`];
    case 'QuoteLine':
      return [
        `${node.versionId} HAS_LINE ${id}`,
        `${id} OF_PRODUCT ${node.productId}`,
        `${node.versionId} CONTAINS ${node.productId}`,
      ];
    case 'Approval':
      return [
        `${node.quoteId} NEEDS_APPROVAL ${id}`,
        ...(node.assigneeId ? [`${id} ASSIGNED_TO ${node.assigneeId}`] : []),
        ...(node.decidedById ? [`${id} DECIDED_BY ${node.decidedById}`] : []),
      ];
    default:
      throw new Error(`A ${node.type} in a deal's chain`);
  }
}

const withoutNulls = (node: Properties): Properties =>
  Object.fromEntries(Object.entries(node).filter(([, value]) => value !== null));
