import { type DestinationStream, type Logger, pino } from 'pino';

/** Removed from a line and from the objects in it; deeper wildcards would cost every request a tenth of its time. */
const SECRET_OR_PERSONAL = [
  'authorization',
  'password',
  'secret',
  'token',
  'apiKey',
  'cookie',
  'email',
  'name',
  'firstName',
  'lastName',
  'phone',
  'ip',
  'userAgent',
  'variables',
];

/** JSON lines on standard output, without secrets and personal data; errors keep their kind, code, places and quoted-out message. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const paths = SECRET_OR_PERSONAL.flatMap((key) => [key, `*.${key}`]);
  const options = {
    level,
    base: null,
    redact: { paths, remove: true },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

interface ErrorLine {
  type: string;
  code?: string;
  message: string;
  at?: string[];
  cause?: ErrorLine;
}

/** An error without what it quotes: databases repeat the offending value, which may be somebody's address. */
function describeError(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: '' };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    message: withoutQuotes(error.message),
    at: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  };
}

const withoutQuotes = (message: string): string =>
  message
    .replace(/(["'`])(?:\\.|(?!\1).)*\1/gs, '$1…$1')
    .replace(/\S+@\S+/g, '…')
    .slice(0, 500);
