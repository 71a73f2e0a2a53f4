import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { stopChildren } from './children.mjs';
import { Refusal, say } from './refusal.mjs';
import { stopStores } from './stores.mjs';

async function confirm(place) {
  if (!process.stdin.isTTY)
    throw new Refusal('--reset deletes data and nobody is here to be asked: add --yes to mean it.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D at the question mean no.
  const answer = await Promise.race([
    terminal.question(`Delete all local data, keys and passwords in ${place.dir}? [y/N] `),
    new Promise((done) => terminal.once('close', () => done(''))),
  ]);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Deletes what the product made in this folder, after asking; fetched programs stay. Gives false when the answer was no. */
export async function resetPlace({ place, userEnv }, isAgreed) {
  if (!isAgreed && !(await confirm(place))) {
    say('Nothing was deleted.');
    return false;
  }
  await stopChildren(place);
  await stopStores(place);
  for (const path of [place.neo4jHome, place.redisData, place.keys, place.secrets, place.logs, place.demoMark]) {
    rmSync(path, { recursive: true, force: true });
  }
  say('The local data is deleted.');
  const foreign = ['NEO4J_URI', 'REDIS_URL'].filter((name) => userEnv[name]);
  if (foreign.length > 0)
    say(`What ${foreign.join(' and ')} point${foreign.length > 1 ? '' : 's'} to was not touched.`);
  return true;
}

/** The lock that a running start of this place holds. */
export const startLock = (place) => join(place.dir, 'start.lock');
