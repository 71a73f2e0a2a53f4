import { QueueUnreachable, RedisUnfit } from '../jobs/runtime/index.js';
import { CodedError, StartupError } from '../src/kernel/errors.js';

/** The sentence for what the environment is to blame for; null for what we are. */
export function whyNotStarted(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof StartupError || error instanceof RedisUnfit) return error.message;
  if (error instanceof QueueUnreachable) return `${error.message} Start Redis, or correct REDIS_URL.`;
  if (/^(NOAUTH|WRONGPASS|NOPERM|ERR AUTH|ERR invalid password)/.test(error.message)) {
    return 'Redis does not let us in with this user and password: correct REDIS_URL.';
  }
  if (error instanceof CodedError) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (port && (code === 'EADDRINUSE' || code === 'EACCES')) {
    return `Port ${port} is not to be had (${code}): choose another PORT.`;
  }
  return null;
}
