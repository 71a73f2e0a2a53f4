import type { StateFinding } from '../../src/evidence/index.js';
import { findingsOf } from '../kit/findings.js';
import type { World } from '../kit/world.js';

type Properties = Record<string, unknown>;

/** Alters the graph by hand, has the product look, and undoes it whatever was found. */
export async function altered(
  world: World,
  alter: () => Promise<unknown>,
  undo: () => Promise<unknown>,
): Promise<StateFinding[]> {
  await alter();
  try {
    return await findingsOf(world);
  } finally {
    await undo();
  }
}

/** Another value of the same type; numbers are far from those of neighbours. */
export function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value + 1_000;
  if (typeof value === 'boolean') return !value;
  return Array.isArray(value) ? [...value, 'forged'] : `${value}-forged`;
}

/** A node as it is, with its edges. */
export interface Whole {
  e: string;
  labels: string[];
  properties: Properties;
  out: { type: string; properties: Properties; other: string }[];
  in: { type: string; properties: Properties; other: string }[];
}

/** Reads a node by its element id. */
export async function whole(world: World, e: string): Promise<Whole> {
  const [row] = await world.cypher<Whole>(
    `MATCH (n) WHERE elementId(n) = $e AND n.tenantId = $tenantId
    RETURN elementId(n) AS e, labels(n) AS labels, properties(n) AS properties,
      [(n)-[r]->(o) | {type: type(r), properties: properties(r), other: elementId(o)}] AS out,
      [(n)<-[r]-(o) | {type: type(r), properties: properties(r), other: elementId(o)}] AS in`,
    { e },
  );
  if (!row) throw new Error(`There is no node ${e}`);
  return row;
}

/** Sets a property of a node, or takes it away. */
export const setProperty = (world: World, e: string, name: string, value: unknown) =>
  world.cypher('MATCH (n) WHERE elementId(n) = $e AND n.tenantId = $tenantId SET n[$name] = $value RETURN 1 AS one', {
    ...{ e, name, value },
  });

/** Takes a node away with all its edges. */
export const deleteNode = (world: World, e: string) =>
  world.cypher('MATCH (n) WHERE elementId(n) = $e AND n.tenantId = $tenantId DETACH DELETE n', { e });

/** Makes a node with its edges; gives its element id. */
export async function createNode(world: World, node: Omit<Whole, 'e'>): Promise<string> {
  const [row] = await world.cypher<{ e: string }>(
    `CREATE (n:$($labels)) SET n = $properties
    WITH n
    CALL (n) { UNWIND $out AS x MATCH (o) WHERE elementId(o) = x.other CREATE (n)-[r:$(x.type)]->(o) SET r = x.properties }
    CALL (n) { UNWIND $in AS x MATCH (o) WHERE elementId(o) = x.other CREATE (n)<-[r:$(x.type)]-(o) SET r = x.properties }
    RETURN elementId(n) AS e`,
    { ...node },
  );
  return row?.e ?? '';
}

/** Makes an edge between two nodes; gives its element id. */
export async function createEdge(world: World, type: string, ends: { a: string; b: string; properties: Properties }) {
  const [row] = await world.cypher<{ e: string }>(
    `MATCH (a) WHERE elementId(a) = $a AND a.tenantId = $tenantId MATCH (b) WHERE elementId(b) = $b
    CREATE (a)-[r:$($type)]->(b) SET r = $properties RETURN elementId(r) AS e`,
    { type, ...ends },
  );
  return row?.e ?? '';
}

/** Takes an edge away. */
export const deleteEdge = (world: World, e: string) =>
  world.cypher('MATCH (a)-[r]->() WHERE elementId(r) = $e AND a.tenantId = $tenantId DELETE r', { e });

/** Everything that a receipt says, with its payloads. */
export async function saidBy(world: World, receiptId: string): Promise<string> {
  const [row] = await world.cypher<{ said: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, id: $receiptId})
    RETURN r.body + reduce(text = '', p IN [(r)-[:HAS_PAYLOAD]->(p) | p.content] | text + p) AS said`,
    { receiptId },
  );
  return row?.said ?? '';
}
