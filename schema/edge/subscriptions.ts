import {
  createSourceEventStream,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { CodedError } from '../../src/kernel/errors.js';
import type { EdgeContext } from './access.js';
import { errorPresenter, refusal } from './errors.js';
import { type Operation, preparer, runPlainly } from './executor.js';
import type { Answer, Run } from './jit.js';
import type { Limits } from './limits.js';
import { SharedAnswers } from './shared-answers.js';

/** A subscription that may begin: its source is not opened yet. */
export interface Checked<C extends EdgeContext> {
  run: Run;
  /** Document, operation and variables as they were sent: who sends the same asks alike. */
  asked: string;
  variables: Operation['variables'];
  context: C;
}

/** What a subscription needs of the edge. */
export interface SubscriptionParts<C extends EdgeContext> {
  schema: GraphQLSchema;
  rules: readonly ValidationRule[];
  limits: Limits;
  logger: Logger;
  /** Names of the schema are not suggested to who comes near them. */
  production: boolean;
  /** Fresh loaders for one event; by default all events share the subscription's context. */
  renewContext?: (context: C) => C;
}

/** Makes the check of subscriptions: as queries are checked (tokens, rules, variables, cost), before anything is opened. */
export function subscriptionCheck<C extends EdgeContext>({ schema, limits, rules, production }: SubscriptionParts<C>) {
  const options = { maxErrors: 10, hideSuggestions: production };
  const prepare = preparer(schema, limits);
  return (payload: SubscribePayload, context: C): Checked<C> | GraphQLError[] => {
    const document = parsed(payload.query, limits.tokens);
    if (Array.isArray(document)) return document;
    const invalid = validate(schema, document, [...specifiedRules, ...rules], options);
    if (invalid.length > 0) return invalid.map(withCode('GRAPHQL_VALIDATION_FAILED'));
    const operation = getOperationAST(document, payload.operationName) ?? undefined;
    if (operation && operation.operation !== 'subscription') {
      return [
        refusal('BAD_USER_INPUT', 'Only subscriptions go over a WebSocket; send queries and mutations by HTTP POST.'),
      ];
    }
    const variables = payload.variables ?? undefined;
    const prepared = prepare({ document, operation, variables, context });
    if ('errors' in prepared) return prepared.errors;
    const asked = JSON.stringify([payload.query, payload.operationName ?? null, variables ?? null]);
    return { run: prepared.run, asked, variables, context };
  };
}

/**
 * Opens checked subscriptions: the guard stands before `subscribe`, each event is executed with a renewed context, and errors are presented
 * as those of queries.
 */
export function subscriber<C extends EdgeContext>({
  schema,
  logger,
  renewContext = (context) => context,
}: SubscriptionParts<C>) {
  const present = errorPresenter(logger);
  const answers = new SharedAnswers();
  const presented = ({ data, errors }: Answer, requestId: string): Answer =>
    errors?.length ? { data, errors: errors.map((error) => present(error, requestId)) } : { data };

  return async ({ run, asked, variables, context }: Checked<C>): Promise<AsyncGenerator<Answer> | Answer> => {
    const { document, operation } = run;
    const { requestId } = context;
    const masked = (error: unknown) => presented({ errors: [wrapped(error)] }, requestId);
    const execute = (event: unknown) => async (seen: C) =>
      runPlainly(schema, { ...run, context: seen }, variables, event);
    const answer = async (event: unknown) =>
      presented(await answers.to(event, asked, renewContext(context), execute(event)), requestId);
    try {
      const source = await createSourceEventStream({
        schema,
        document,
        contextValue: context,
        variableValues: variables,
        operationName: operation.name?.value,
      });
      if (!(Symbol.asyncIterator in source)) return presented(source as Answer, requestId);
      return mapped(source[Symbol.asyncIterator](), answer, masked);
    } catch (error) {
      return masked(error);
    }
  };
}

function parsed(query: string, maxTokens: number): DocumentNode | GraphQLError[] {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    return [withCode('GRAPHQL_PARSE_FAILED')(wrapped(error))];
  }
}

const withCode = (code: string) => (error: GraphQLError) =>
  new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    extensions: { code, ...error.extensions },
  });

const wrapped = (error: unknown): GraphQLError =>
  error instanceof GraphQLError
    ? error
    : new GraphQLError('', { originalError: error instanceof Error ? error : new CodedError('INTERNAL', '') });

/**
 * Not an async generator: its `return` would wait for the event that it is waiting for, and an idle source would never be let go.
 * A source that fails gives one last, masked answer.
 */
function mapped(
  source: AsyncIterator<unknown>,
  answer: (event: unknown) => Promise<Answer>,
  masked: (error: unknown) => Answer,
) {
  let ended = false;
  const end = async (): Promise<IteratorResult<Answer>> => {
    ended = true;
    await source.return?.();
    return { done: true, value: undefined };
  };
  const answers: AsyncGenerator<Answer> = {
    next: async () => {
      if (ended) return { done: true, value: undefined };
      try {
        const event = await source.next();
        return event.done ? { done: true, value: undefined } : { done: false, value: await answer(event.value) };
      } catch (error) {
        await end().catch(() => undefined);
        return { done: false, value: masked(error) };
      }
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]: () => answers,
    [Symbol.asyncDispose]: async () => {
      await end();
    },
  };
  return answers;
}
