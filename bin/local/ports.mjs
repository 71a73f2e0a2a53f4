import { connect, createServer } from 'node:net';
import { Refusal } from './refusal.mjs';

const isFree = (port, host) =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(true)));
  });

/** Refuses a port that another program holds, naming the variable that chooses another. */
export async function needFreePort(port, host, purpose, variable) {
  if (await isFree(port, host)) return;
  throw new Refusal(
    `Port ${port} (${purpose}) is in use by another program: stop that program, or choose another port with ${variable}.`,
  );
}

/** A free port below the range from which systems draw the ports of outgoing connections. */
export async function drawFreePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port, '127.0.0.1')) return port;
  }
}

/** A port from a variable, or its default. */
export function portFrom(env, variable, usual) {
  const text = env[variable];
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Refusal(`${variable} should be a port between 1 and 65535, and is "${text}".`);
}

/** Says something on a local port and gives the answer once it is enough, or undefined when that takes over a second. */
export function askPort(port, words, isEnough) {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let answer = Buffer.alloc(0);
    const finish = (result) => {
      socket.destroy();
      done(result);
    };
    socket.setTimeout(1_000, () => finish(undefined));
    socket.once('error', () => finish(undefined));
    socket.once('close', () => finish(undefined));
    socket.once('connect', () => socket.write(words));
    socket.on('data', (part) => {
      answer = Buffer.concat([answer, part]);
      if (isEnough(answer)) finish(answer);
    });
  });
}
