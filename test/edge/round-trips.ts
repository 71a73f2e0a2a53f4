import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { Client } from '../kit/client.js';
import type { World } from '../kit/fresh-world.js';

type Fields = GraphQLField<unknown, unknown>[];

/** A list of the contract, asked with one of the fields that its rows have. */
export interface Page {
  /** Where it is: `accounts`, `seats.assigned`. */
  path: string;
  /** The field of its rows that leads further; `leaves` for those that lead nowhere. */
  of: string;
  /** Asks for so many rows. */
  query(first: number): string;
  /** The list in an answer. */
  edges(data: Record<string, unknown>): unknown[];
}

/** What is given for arguments that must be. */
const NEEDED: Record<string, string> = {
  at: '"2026-03-04T16:00:00.000Z"',
  'roleGrants.state': 'PENDING',
  'termsChanges.state': 'PROPOSED',
  endpointId: '"endpoint-0"',
  tenantId: '$tenantId',
};

/** Every connection that a query leads to, found in the schema, once for each field of its rows. */
export function pagesOf(schema: GraphQLSchema): Page[] {
  return connectionsBelow(schema.getQueryType() as GraphQLObjectType, []).flatMap(({ path, field }) => {
    const node = nodeOf(field);
    const leaves = fieldsOf(node).filter((one) => isLeafType(getNamedType(one.type)));
    const further = fieldsOf(node).filter((one) => !isLeafType(getNamedType(one.type)));
    const asked: [string, string][] = [
      ['leaves', leaves.map(call).join(' ')],
      ...further.map((one): [string, string] => [
        one.name,
        `${call(one)} ${below(schema, one, listOf(one.type) ? 2 : 3)}`,
      ]),
    ];
    const names = [...path, field.name];
    return asked.map(([of, selection]) => ({
      path: names.join('.'),
      of,
      query: (first) => {
        const list = `${call(field, first)} { edges { node { __typename ${selection} } } pageInfo { hasNextPage } }`;
        const query = path.reduceRight((inner, name) => `${name} { ${inner} }`, list);
        return `query${list.includes('$tenantId') ? '($tenantId: ID!)' : ''} { ${query} }`;
      },
      edges: (data) => names.reduce<any>((value, name) => value[name], data).edges,
    }));
  });
}

function connectionsBelow(type: GraphQLObjectType, path: string[]): { path: string[]; field: Fields[number] }[] {
  return fieldsOf(type).flatMap((field) => {
    const of = getNamedType(field.type);
    if (!isObjectType(of) || listOf(field.type)) return [];
    if (isConnection(of)) return [{ path, field }];
    // What takes an id leads to one thing, and its lists are asked for as fields of rows.
    return field.args.length === 0 && path.length < 2 ? connectionsBelow(of, [...path, field.name]) : [];
  });
}

/** One leaf of what a field leads to, and all that leads further, so many levels down. */
function below(schema: GraphQLSchema, field: Fields[number], levels: number): string {
  const of = getNamedType(field.type);
  if (isUnionType(of)) {
    const members = schema.getPossibleTypes(of).map((type) => `... on ${type.name} ${selection(schema, type, levels)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  if (isObjectType(of) && isConnection(of)) return `{ edges { node ${selection(schema, nodeOf(field), levels)} } }`;
  return isObjectType(of) ? selection(schema, of, levels) : '';
}

function selection(schema: GraphQLSchema, type: GraphQLObjectType, levels: number): string {
  const further = fieldsOf(type).filter((field) => !isLeafType(getNamedType(field.type)) && !listOf(field.type));
  const parts = levels > 1 ? further.map((field) => `${call(field)} ${below(schema, field, levels - 1)}`) : [];
  return `{ __typename ${parts.join(' ')} }`;
}

/** A field as it is asked for, with what its arguments need; a list within a row gives two rows. */
function call(field: Fields[number], first = 2): string {
  const given = field.args.flatMap(({ name, type }) => {
    if (name === 'first') return [`first: ${first}`];
    if (!isNonNullType(type)) return [];
    const needed = NEEDED[`${field.name}.${name}`] ?? NEEDED[name];
    if (!needed) throw new Error(`Nothing is given for ${field.name}(${name})`);
    return [`${name}: ${needed}`];
  });
  return given.length > 0 ? `${field.name}(${given.join(', ')})` : field.name;
}

const fieldsOf = (type: GraphQLObjectType): Fields => Object.values(type.getFields());
const isConnection = (type: GraphQLNamedType): boolean => type.name.endsWith('Connection');
const listOf = (type: unknown): boolean => isListType(isNonNullType(type) ? type.ofType : type);

function nodeOf(field: Fields[number]): GraphQLObjectType {
  const edge = getNamedType((getNamedType(field.type) as GraphQLObjectType).getFields().edges?.type);
  return getNamedType((edge as GraphQLObjectType).getFields().node?.type) as GraphQLObjectType;
}

/** Counts what a world's API asks of Neo4j. */
export class RoundTrips {
  #count = 0;

  constructor(private readonly world: World) {
    const { graph } = world.composition;
    for (const name of ['read', 'readSystem', 'transact'] as const) {
      const real = graph[name].bind(graph) as (...args: unknown[]) => unknown;
      Object.assign(graph, {
        [name]: (...args: unknown[]) => {
          this.#count++;
          return real(...args);
        },
      });
    }
  }

  /** How often Neo4j was asked for an answer, and how many rows the answer had. Throws when there was none. */
  async of(client: Client, page: Page, first: number): Promise<{ trips: number; rows: number }> {
    const before = this.#count;
    const data = await client.ask(page.query(first), { tenantId: this.world.tenantId });
    return { trips: this.#count - before, rows: page.edges(data).length };
  }
}
