import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { redisUrl } from './job-world.js';

/** A Redis of the test's own, to misconfigure and to kill. It keeps its data from one start to the next. */
export interface OwnRedis {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Kills it and removes its folder. */
  remove(): Promise<void>;
}

/** The same program as the tests' Redis, on a free port, not started yet. */
export async function ownRedis(settings: readonly string[] = []): Promise<OwnRedis> {
  const program = await redisProgram();
  const folder = await mkdtemp(join(tmpdir(), 'own-redis-'));
  const port = await freePort();
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, ...durable, ...settings];
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await saysReady(child);
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async function remove(): Promise<void> {
    await kill();
    await rm(folder, { recursive: true, force: true });
  }

  return { url: `redis://127.0.0.1:${port}`, start, kill, remove };
}

async function saysReady(child: ChildProcess): Promise<void> {
  for await (const chunk of child.stdout ?? []) {
    if (!String(chunk).includes('Ready to accept connections')) continue;
    child.stdout?.resume();
    return;
  }
  throw new Error('this redis-server did not start');
}

/** The running Redis names its own program; on another machine or another system, the one on the PATH has to do. */
async function redisProgram(): Promise<string> {
  const redis = new Redis(redisUrl());
  try {
    const program = /^executable:(.+?)\r?$/m.exec(await redis.info('server'))?.[1];
    return program && existsSync(program) ? program : 'redis-server';
  } finally {
    redis.disconnect();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
