import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const HEADER_END = '\r\n\r\n';

/**
 * Asks the same over so many connections for some seconds, each asking again as soon as it is answered, or with `perSecond` at
 * a steady pace over all of them; gives how many answers there were. Bytes are counted and not read, so that the asking process is never the slower one. Throws for any
 * answer but 200.
 */
export async function ask(
  url: string,
  request: Buffer,
  { connections, seconds, perSecond }: { connections: number; seconds: number; perSecond?: number },
): Promise<number> {
  const { hostname, port } = new URL(url);
  let answers = 0;
  const end = performance.now() + seconds * 1_000;
  const begin = performance.now();
  const pause = perSecond === undefined ? 0 : (connections * 1_000) / perSecond;
  const lane = async (_: unknown, index: number) => {
    const socket = connect(Number(port), hostname).setNoDelay(true);
    await once(socket, 'connect');
    // Each lane has its own turns, evenly between those of the others; one that is late asks at once.
    for (let turn = begin + (pause * index) / connections; turn < end; turn += pause) {
      if (pause === 0) turn = performance.now();
      else if (turn > performance.now()) await delay(turn - performance.now());
      if (performance.now() >= end) break;
      socket.write(request);
      await answerOf(socket);
      answers++;
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return answers;
}

/** Waits for one whole answer. */
function answerOf(socket: Socket): Promise<void> {
  return new Promise((done, fail) => {
    let missing = -1;
    let head = '';
    const take = (bytes: Buffer) => {
      if (missing < 0) {
        head += bytes.toString('latin1');
        const end = head.indexOf(HEADER_END);
        if (end < 0) return;
        const length = /^content-length: (\d+)/im.exec(head)?.[1];
        if (!head.startsWith('HTTP/1.1 200') || length === undefined) return finish(new Error(head.slice(0, 1_000)));
        missing = Number(length) - (head.length - end - HEADER_END.length);
      } else missing -= bytes.length;
      if (missing <= 0) finish();
    };
    const finish = (error?: Error) => {
      socket.off('data', take).off('error', fail).off('close', closed);
      if (error) fail(error);
      else done();
    };
    const closed = () => finish(new Error('The server closed the connection'));
    socket.on('data', take).on('error', fail).on('close', closed);
  });
}

/** A POST of JSON as bytes, for a connection that is kept. */
export function postOf(url: string, path: string, json: object, headers: Record<string, string> = {}): Buffer {
  const body = JSON.stringify(json);
  const lines = {
    host: new URL(url).host,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`POST ${path} HTTP/1.1`, ...head, '', body].join('\r\n'));
}
