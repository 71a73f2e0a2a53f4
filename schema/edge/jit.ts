import {
  type DocumentNode,
  GraphQLError,
  GraphQLScalarType,
  GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';

/** One query to run: its variables are already coerced. */
export interface Run {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
  context: unknown;
}

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLError[];
}

/** Stands for every variable's type in what is compiled, so that the compiler does not coerce a second time (and differently). */
const COERCED = new GraphQLScalarType({ name: 'CoercedVariable' });

/** Texts remembered, and fields of all compiled ones: a field takes some 12 KB, so these are some 100 MB at most. */
const MAX_TEXTS = 1_000;
const MAX_FIELDS = 8_000;

/**
 * Runs queries as compiled functions, from their second time on (docs/adr/0030-compiled-queries.md). Gives null for what should run plainly:
 * a first time, more than `maxFields` fields, or a form in which compiled and plain answers differ.
 */
export function queryCompiler(schema: GraphQLSchema, maxFields: number) {
  const config = schema.toConfig();
  const withCoerced = new GraphQLSchema({ ...config, types: [...config.types, COERCED], assumeValid: true });
  const cache = new LRUCache<string, CompiledQuery | 'seen' | 'plain'>({ max: MAX_TEXTS, maxSize: MAX_FIELDS });

  return (key: string, run: Run, fields: number): Promise<Answer> | Answer | null => {
    let entry = cache.get(key);
    if (entry === undefined) {
      cache.set(key, 'seen', { size: 1 });
      return null;
    }
    if (entry === 'seen') {
      entry = (isCompilable(run) && fields <= maxFields && compile(withCoerced, run)) || 'plain';
      cache.set(key, entry, { size: entry === 'plain' ? 1 : Math.max(1, fields) });
    }
    if (entry === 'plain') return null;
    return entry.query(undefined, run.context, run.variables) as Promise<Answer> | Answer;
  };
}

function compile(schema: GraphQLSchema, { document, operation }: Run): CompiledQuery | null {
  const definitions = document.definitions.map((node) => (node === operation ? withCoercedVariables(operation) : node));
  const compiled = compileQuery(schema, { ...document, definitions }, operation.name?.value);
  return isCompiledQuery(compiled) ? compiled : null;
}

function withCoercedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const type = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: COERCED.name } } as const;
  const definitions = operation.variableDefinitions?.map(({ kind, variable }) => ({ kind, variable, type }));
  return { ...operation, variableDefinitions: definitions };
}

/**
 * Not compiled: conditions (the compiler marks shared syntax nodes with them, so that a fragment used twice can take the other's), variables
 * inside a literal (absent ones would become null), and introspection (which would show the stand-in type).
 */
function isCompilable({ document, operation }: Run): boolean {
  if (operation.operation !== 'query') return false;
  let compilable = true;
  const no = () => {
    compilable = false;
  };
  const noVariables = (node: object) => {
    visit(node as DocumentNode, { Variable: no });
  };
  visit(document, {
    Directive: no,
    ObjectValue: noVariables,
    ListValue: noVariables,
    Field: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') no();
    },
  });
  return compilable;
}
