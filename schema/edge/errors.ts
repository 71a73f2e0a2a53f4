import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { CodedError, type ErrorCode } from '../../src/kernel/errors.js';
import { newId } from '../../src/kernel/values/ids.js';

/** What the edge itself may answer beside the product's codes; the GRAPHQL_… ones come from Apollo. */
const PUBLIC_CODES: ReadonlySet<unknown> = new Set([
  ...(['UNAUTHENTICATED', 'FORBIDDEN', 'SEAT_REQUIRED', 'RATE_LIMITED', 'QUERY_TOO_COMPLEX'] satisfies ErrorCode[]),
  ...(['BAD_USER_INPUT', 'UNAVAILABLE', 'INTERNAL'] satisfies ErrorCode[]),
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
]);

/** HTTP status of each code where the whole request fails. */
export const STATUS: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  SEAT_REQUIRED: 403,
  RATE_LIMITED: 429,
  QUERY_TOO_COMPLEX: 400,
  BAD_USER_INPUT: 400,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** A refusal before or instead of execution, answered with the code's HTTP status. */
export function refusal(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: STATUS[code] } } });
}

export const internalMessage = (correlationId: string): string =>
  `Something went wrong on our side; quote the correlation id ${correlationId} when you report it.`;

/** The CodedError behind an error, however often GraphQL has wrapped it. */
function codedCause(error: unknown): CodedError | null {
  for (let cause = error; cause instanceof Error; cause = (cause as GraphQLError).originalError) {
    if (cause instanceof CodedError) return cause;
  }
  return null;
}

/**
 * Makes presenters: errors of one request as its caller may see them. Coded errors keep message and extensions, wrong arguments become
 * BAD_USER_INPUT, everything else is logged with its cause and becomes INTERNAL with the request's id.
 */
export function errorPresenter(logger: Logger) {
  return (error: GraphQLError, requestId: string): GraphQLError => {
    const coded = codedCause(error);
    if (coded?.code === 'UNAVAILABLE')
      logger.warn({ requestId, err: coded.cause }, 'what a request needs is not in reach');
    if (coded) return visible(error, coded.message, { ...coded.extensions, code: coded.code });
    if (PUBLIC_CODES.has(error.extensions?.code)) return visible(error, error.message, error.extensions);
    if (isArgumentError(error)) return visible(error, error.message, { code: 'BAD_USER_INPUT' });
    logger.error({ requestId, path: error.path?.join('.'), err: rootCause(error) }, 'masked error');
    return visible(error, internalMessage(requestId), { code: 'INTERNAL', correlationId: requestId });
  };
}

/** The parser's own words when `maxTokens` is passed; it gives no code. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more that \d+ tokens/;
const TOO_LONG = 'The query is too long; ask for less at once.';

/** The last look at each error before it leaves: whatever reached Apollo around the presenter is masked here too. */
export function lastResort(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    if (TOO_MANY_TOKENS.test(formatted.message))
      return { message: TOO_LONG, extensions: { code: 'QUERY_TOO_COMPLEX' } };
    // Apollo gives what validation rules report its own code.
    if (codeOf(rootCause(error)) === 'QUERY_TOO_COMPLEX')
      return { ...formatted, extensions: { code: 'QUERY_TOO_COMPLEX' } };
    if (PUBLIC_CODES.has(formatted.extensions?.code)) return formatted;
    const correlationId = newId();
    logger.error({ requestId: correlationId, err: rootCause(error) }, 'masked error');
    return { message: internalMessage(correlationId), extensions: { code: 'INTERNAL', correlationId } };
  };
}

/** Always a new error: those of compiled queries lack `extensions` where there are none, on which Apollo's formatting stumbles. */
function visible(error: GraphQLError, message: string, extensions: GraphQLError['extensions']): GraphQLError {
  return located(new GraphQLError(message, { path: error.path, extensions }), error.locations);
}

/** Gives an error its places in the query; the constructor only takes them as syntax nodes. */
const located = (error: GraphQLError, locations: GraphQLError['locations']): GraphQLError =>
  Object.assign(error, { locations });

/** A null or missing variable in the place of a non-null argument: the executor's own error, not one that a resolver threw. */
function isArgumentError(error: GraphQLError): boolean {
  const cause = rootCause(error);
  return (
    cause instanceof GraphQLError && cause.extensions?.code === undefined && /^Argument "\w+" of /.test(cause.message)
  );
}

const codeOf = (error: unknown): unknown => (error instanceof GraphQLError ? error.extensions.code : undefined);

function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}
