import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** A root field of the contract: its operation, its name, and the arguments it takes. */
export interface RootField {
  operation: 'query' | 'mutation';
  field: GraphQLField<unknown, unknown>;
}

/** Every query and mutation of a schema. */
export function rootFields(schema: GraphQLSchema): RootField[] {
  const of = (operation: RootField['operation'], type: ReturnType<GraphQLSchema['getQueryType']>) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({ operation, field }));
  return [...of('query', schema.getQueryType()), ...of('mutation', schema.getMutationType())];
}

const SCALARS: Record<string, unknown> = {
  String: 'sample',
  Int: 1,
  Float: 1,
  Boolean: true,
  SafeInt: 1,
  NonNegativeInt: 1,
  BasisPoints: 100,
  DateTime: '2026-03-04T15:00:00.000Z',
  EmailAddress: 'sample@example.com',
  JSON: {},
};

/** A value that has the form of an input type; every id in it is `id`. Optional parts are left out, but for ids. */
export function sampleOf(type: GraphQLInputType, id: string): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType, id);
  if (isListType(type)) return [sampleOf(type.ofType, id)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const wanted = Object.values(type.getFields()).filter((part) => isNonNullType(part.type) || takesId(part.type));
    return Object.fromEntries(wanted.map((part) => [part.name, sampleOf(part.type, id)]));
  }
  if (type.name === 'ID') return id;
  if (!(type.name in SCALARS)) throw new Error(`No sample of ${type.name}`);
  return SCALARS[type.name];
}

/** Whether a type is, or holds, an id. */
export function takesId(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return Object.values(named.getFields()).some((part) => takesId(part.type));
  return named.name === 'ID';
}

/** The operation that calls a root field with the given arguments, samples for the others that it needs, asking for names and messages of what comes back. */
export function sampleOperation(
  { operation, field }: RootField,
  id: string,
  given: Record<string, unknown> = {},
): { query: string; variables: Record<string, unknown> } {
  const args = field.args.filter((arg) => arg.name in given || isNonNullType(arg.type) || takesId(arg.type));
  const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return {
    query: `${operation}${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selectionOf(field)} }`,
    variables: Object.fromEntries(
      args.map((arg: GraphQLArgument) => [arg.name, arg.name in given ? given[arg.name] : sampleOf(arg.type, id)]),
    ),
  };
}

function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return '';
  if (!isUnionType(type)) return '{ __typename }';
  return `{ __typename ${type.getTypes().map(partsOf).join(' ')} }`;
}

/** What a member of a union says: its sentence, and of many outcomes each one's. */
function partsOf(member: GraphQLObjectType): string {
  const { message, results } = member.getFields();
  if (message) return `... on ${member.name} { message }`;
  const one = results && getNamedType(results.type);
  const each = isObjectType(one) && one.getFields().result;
  return each ? `... on ${member.name} { results { result ${selectionOf(each)} } }` : '';
}
