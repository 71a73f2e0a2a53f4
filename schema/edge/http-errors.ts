import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { CodedError } from '../../src/kernel/errors.js';
import { internalMessage, STATUS } from './errors.js';

/** What an HTTP caller is told: the body of every failed route is `{ error: … }`, of a failed GraphQL request `{ errors: [ … ] }`. */
interface Told {
  status: number;
  code: string;
  message: string;
  extensions: Record<string, unknown>;
}

const INPUT_MESSAGES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'The request body is not valid JSON.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The request body is empty; send a JSON object.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The content type is not supported here; send application/json.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The request body is not as long as its Content-Length says.',
};

/** Answers every error outside GraphQL execution in one clear sentence, with the request's id; what is not known is masked and logged. */
export function answerErrors(app: FastifyInstance, logger: Logger, graphqlPath: string): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const told = tell(error, request, logger);
    if (told.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
    if (told.extensions.retryAfter) reply.header('retry-after', String(told.extensions.retryAfter));
    return send(reply, request, told, graphqlPath);
  });
  app.setNotFoundHandler((request, reply) =>
    send(
      reply,
      request,
      { status: 404, code: 'NOT_FOUND', message: 'There is nothing here.', extensions: {} },
      graphqlPath,
    ),
  );
}

function tell(error: FastifyError, request: FastifyRequest, logger: Logger): Told {
  if (error instanceof CodedError) {
    if (STATUS[error.code] >= 500) logger.error({ requestId: request.id, err: error.cause ?? error }, 'request failed');
    return { status: STATUS[error.code], code: error.code, message: error.message, extensions: error.extensions };
  }
  if (error.statusCode === 413) {
    const limit = request.routeOptions.bodyLimit;
    const message = `The request body is larger than ${Math.floor(limit / 1024)} KiB; send less at once.`;
    return { status: 413, code: 'BAD_USER_INPUT', message, extensions: {} };
  }
  if (error.code?.startsWith('FST_ERR_') && error.statusCode && error.statusCode < 500) {
    const message = INPUT_MESSAGES[error.code] ?? 'The request is malformed.';
    return { status: 400, code: 'BAD_USER_INPUT', message, extensions: {} };
  }
  logger.error({ requestId: request.id, err: error }, 'masked error');
  return { status: 500, code: 'INTERNAL', message: internalMessage(request.id), extensions: {} };
}

function send(reply: FastifyReply, request: FastifyRequest, told: Told, graphqlPath: string): FastifyReply {
  const { code, message, extensions } = told;
  reply.code(told.status);
  if (request.url.split('?')[0] === graphqlPath) {
    return reply.send({ errors: [{ message, extensions: { ...extensions, code, correlationId: request.id } }] });
  }
  return reply.send({ error: { ...extensions, code, message, correlationId: request.id } });
}
