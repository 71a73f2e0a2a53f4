import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askPort } from './ports.mjs';
import { startRecorded, untilAnswering } from './processes.mjs';
import { Refusal } from './refusal.mjs';

const START_LIMIT_MS = 60_000;

function configuration(place, port, password) {
  return `${[
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${place.redisData}"`,
    // What was acknowledged is on the disk, and nothing is thrown out to make room.
    'appendonly yes',
    'appendfsync always',
    'maxmemory-policy noeviction',
    'save ""',
    'daemonize no',
    // The command line stays as we wrote it: by it the process is known again.
    'set-proc-title no',
  ].join('\n')}\n`;
}

/** True when a Redis with this password answers on a local port and has finished loading its data. */
export async function answersRedis(port, password) {
  const words = `AUTH ${password}\r\nPING\r\n`;
  const answer = await askPort(port, words, (bytes) => bytes.toString().split('\r\n').length > 2);
  return answer?.toString().includes('+PONG') ?? false;
}

const logOf = (place) => join(place.logs, 'redis.log');

/** Starts a Redis in its place and gives its process; it answers later. Its record holds the port. */
export function launchRedis({ place, record, server, port, password, env }) {
  const file = join(place.redisData, 'redis.conf');
  writeFileSync(file, configuration(place, port, password), { mode: 0o600 });
  const facts = { port };
  return startRecorded({ command: server, args: [file], cwd: place.redisData, env, log: logOf(place), record, facts });
}

/** Starts a Redis in its place and waits until it answers. */
export async function startRedis(settings) {
  const { place, record, port, password } = settings;
  launchRedis(settings);
  if (await untilAnswering(record, () => answersRedis(port, password), START_LIMIT_MS)) return;
  throw new Refusal(`Redis did not start: its reason is at the end of ${logOf(place)}.`);
}
