import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, lexicographicSortSchema } from 'graphql';

/** The contract as text for `schema/schema.graphql`: sorted, with the guards of every root field; the same schema gives the same bytes. */
export const printContract = (schema: GraphQLSchema): string =>
  `${printSchemaWithDirectives(lexicographicSortSchema(schema)).trimEnd()}\n`;
