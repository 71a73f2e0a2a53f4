import { CloseCode } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';

/** RFC 6455, "Try again later": graphql-ws clients do, with growing pauses. */
export const TRY_AGAIN_LATER = 1013;
/** A client that has this much unread is too slow to be served. */
const MAX_UNSENT_BYTES = 1024 * 1024;

/**
 * A socket as graphql-ws writes to it. A subscription sends its next event when the last has left, so at most one per subscription waits
 * here; large ones are bounded in bytes.
 */
export function protocolSocket(logger: Logger, socket: WebSocket) {
  return {
    protocol: socket.protocol,
    send: (text: string) =>
      new Promise<void>((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        if (socket.bufferedAmount > MAX_UNSENT_BYTES) {
          socket.close(TRY_AGAIN_LATER, 'Too slow');
          return resolve();
        }
        socket.send(text, (error) => (error ? reject(error) : resolve()));
      }),
    close: (code?: number, reason?: string) => socket.close(code, reason),
    onMessage: (receive: (text: string) => Promise<void>) => {
      socket.on('message', (data) => {
        receive(String(data)).catch((err: unknown) => {
          if (isServersWord(err)) return socket.close(CloseCode.BadRequest, err.message);
          logger.error({ err }, 'a socket failed');
          socket.close(CloseCode.InternalServerError, 'Internal server error');
        });
      });
    },
  };
}

/** What graphql-ws throws, instead of closing, at a client that says what servers alone say (`next`, `error`, `connection_ack`). */
const isServersWord = (error: unknown): error is Error =>
  error instanceof Error && error.message.startsWith('Unexpected message of type');

/** Pings; a client that has not answered by the next ping is gone, or does not read. Gives a function that stops it. */
export function keepAlive(socket: WebSocket, everyMs: number): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, everyMs);
  return () => clearInterval(timer);
}
