import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import type { Logger } from 'pino';
import type { EdgeContext } from './access.js';
import { measure } from './cost.js';
import { errorPresenter, refusal } from './errors.js';
import { type Answer, queryCompiler, type Run } from './jit.js';
import type { Limits } from './limits.js';

/** A validated document and what its caller sent with it. */
export interface Operation<C extends EdgeContext = EdgeContext> {
  document: DocumentNode;
  /** Undefined when the document has no operation of the asked name. */
  operation: OperationDefinitionNode | undefined;
  variables: Readonly<Record<string, unknown>> | undefined;
  context: C;
}

/** Longer messages about a variable repeat a large input back to its sender. */
const MAX_MESSAGE = 300;

/** Names of the schema are not suggested here, in whatever mode: editors know them, and strangers need not. */
const COERCION = { maxErrors: 5, hideSuggestions: true };

export type Prepared = { run: Run; fields: number } | { errors: GraphQLError[] };

/** Finds the operation, coerces its variables once and holds it against the cost limit: what HTTP and sockets do alike before executing. */
export function preparer(schema: GraphQLSchema, limits: Limits) {
  return ({ document, operation, variables, context }: Operation): Prepared => {
    if (!operation) {
      return {
        errors: [refusal('BAD_USER_INPUT', 'The document has no operation of this name; name one of those it has.')],
      };
    }
    const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, COERCION);
    if (given.errors) return { errors: given.errors.map(wrongVariable) };
    const { cost, fields } = measure(schema, document, operation, given.coerced, limits.assumedListSize);
    if (cost > limits.cost) {
      const message = `The query may answer ${cost} fields, more than the ${limits.cost} allowed; ask for smaller pages or fewer fields.`;
      return { errors: [refusal('QUERY_TOO_COMPLEX', message)] };
    }
    return { run: { document, operation, variables: given.coerced, context }, fields };
  };
}

function wrongVariable(error: GraphQLError): GraphQLError {
  const message = error.message.length > MAX_MESSAGE ? `${error.message.slice(0, MAX_MESSAGE)}…` : error.message;
  return refusalAt(error, message);
}

function refusalAt(error: GraphQLError, message: string): GraphQLError {
  return Object.assign(refusal('BAD_USER_INPUT', message), { locations: error.locations });
}

/**
 * Runs queries (compiled where that is safe) and mutations (plainly), and gives answers whose errors callers may see. `key` names the
 * document's text; the operation's name is added, since one document may hold several.
 */
export function executor(schema: GraphQLSchema, limits: Limits, logger: Logger) {
  const prepare = preparer(schema, limits);
  const runCompiled = queryCompiler(schema, limits.compiledFields);
  const present = errorPresenter(logger);
  return async (key: string, asked: Operation): Promise<Answer> => {
    if (asked.operation?.operation === 'subscription') {
      return {
        errors: [refusal('BAD_USER_INPUT', 'Subscriptions go over a WebSocket (graphql-transport-ws), not over HTTP.')],
      };
    }
    const prepared = prepare(asked);
    if ('errors' in prepared) return prepared;
    const { run, fields } = prepared;
    const compiled = runCompiled(`${key} ${run.operation.name?.value ?? ''}`, run, fields);
    const { data, errors } = await (compiled ?? runPlainly(schema, run, asked.variables));
    return errors?.length ? { data, errors: errors.map((error) => present(error, asked.context.requestId)) } : { data };
  };
}

/** Takes the variables as they were sent: the plain executor coerces them itself. */
export function runPlainly(schema: GraphQLSchema, run: Run, variables: Operation['variables'], rootValue?: unknown) {
  const { document, operation, context } = run;
  return execute({
    schema,
    document,
    rootValue,
    contextValue: context,
    variableValues: variables,
    operationName: operation.name?.value,
  });
}
