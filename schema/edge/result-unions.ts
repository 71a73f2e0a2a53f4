import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { GraphQLInterfaceType, GraphQLObjectType, type GraphQLSchema, GraphQLUnionType } from 'graphql';

/**
 * Lets every union and interface find its type by the `__typename` that use cases put on their plain results. The look-up is synchronous and
 * cannot throw: inside a compiled query a throwing one would end the process. A value without a known name is a field error, masked.
 */
export function resolveByTypename(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.UNION_TYPE]: (type) => new GraphQLUnionType({ ...type.toConfig(), resolveType: typename }),
    [MapperKind.INTERFACE_TYPE]: (type) => new GraphQLInterfaceType({ ...type.toConfig(), resolveType: typename }),
    // type-graphql asks `instanceof` here, which plain objects never are.
    [MapperKind.OBJECT_TYPE]: (type) => new GraphQLObjectType({ ...type.toConfig(), isTypeOf: undefined }),
  });
}

function typename(value: unknown): string | undefined {
  const name = (value as { __typename?: unknown } | null)?.__typename;
  return typeof name === 'string' ? name : undefined;
}
