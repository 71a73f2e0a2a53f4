import {
  ApolloServer,
  type ApolloServerOptions,
  type ApolloServerPlugin,
  type GraphQLRequestContext,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyRequest } from 'fastify';
import type { GraphQLSchema, ValidationRule } from 'graphql';
import type { Logger } from 'pino';
import type { EdgeContext } from './access.js';
import { lastResort } from './errors.js';
import { executor } from './executor.js';
import type { Limits } from './limits.js';
import { type EdgeMetrics, outcomeOf } from './metrics.js';

type Gateway = NonNullable<ApolloServerOptions<Envelope>['gateway']>;

/** Apollo's context: resolvers receive `context` alone. */
export interface Envelope<C extends EdgeContext = EdgeContext> {
  context: C;
  request: FastifyRequest;
}

interface ApolloParts {
  schema: GraphQLSchema;
  rules: readonly ValidationRule[];
  limits: Limits;
  production: boolean;
  logger: Logger;
  metrics: EdgeMetrics;
}

/**
 * Apollo without what we do not use: no batching, no persisted queries, no landing page, no cache hints, nothing sent to anyone. Execution is
 * ours, given as a `gateway`: the one door through which compiled answers still pass Apollo's hooks and error formatting.
 */
export async function startApollo(parts: ApolloParts): Promise<ApolloServer<Envelope>> {
  const { schema, limits, logger, production } = parts;
  const apollo = new ApolloServer<Envelope>({
    gateway: gatewayOf(schema, executor(schema, limits, logger)),
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    formatError: lastResort(logger),
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    introspection: !production,
    logger,
    parseOptions: { maxTokens: limits.tokens },
    persistedQueries: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      noteOutcome(parts.metrics),
    ],
    stopOnTerminationSignals: false,
    stringifyResult: JSON.stringify,
    validationOptions: { maxErrors: 10 },
    validationRules: [...parts.rules],
  });
  await apollo.start();
  return apollo;
}

function gatewayOf(schema: GraphQLSchema, execute: ReturnType<typeof executor>): Gateway {
  return {
    onSchemaLoadOrUpdate: (loaded) => {
      loaded({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ queryHash, document, operation, request, context }) =>
        execute(queryHash, {
          document,
          operation,
          variables: request.variables,
          context: (context as Envelope).context,
        }),
    }),
    stop: async () => undefined,
  };
}

/** Counts each operation, and leaves on the request what its log line will say. */
function noteOutcome(metrics: EdgeMetrics): ApolloServerPlugin<Envelope> {
  const note = async ({ contextValue, operation, operationName, response }: GraphQLRequestContext<Envelope>) => {
    const errors = response.body?.kind === 'single' ? response.body.singleResult.errors : undefined;
    const type = operation?.operation ?? 'unknown';
    const outcome = outcomeOf(errors);
    metrics.operations.inc({ type, outcome });
    const code = errors?.[0]?.extensions?.code;
    contextValue.request.operation = {
      name: (operationName ?? type).slice(0, 100),
      code: typeof code === 'string' ? code : outcome,
    };
  };
  return { requestDidStart: async () => ({ willSendResponse: note }) };
}
