import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isEnding } from './ending.mjs';
import { ROOT } from './layout.mjs';
import { endRecorded, lastSentence, startRecorded } from './processes.mjs';
import { Refusal, say } from './refusal.mjs';

const NAMES = ['api', 'worker', 'sealer'];
/**
 * Megabytes of JavaScript heap. Node would let garbage grow with the machine's memory before it collects it: an import of
 * 250,000 rows grew a process by 149 MB with 24 GB around it, and by 19 MB with this bound (bench `import`).
 */
const HEAP = '--max-old-space-size=768';
const STOP_LIMIT_MS = 10_000;
const READY_LIMIT_MS = 60_000;
/** A process that lived this long and then died is a new case; one that dies this often in a row before is not started again. */
const STEADY_MS = 30_000;
const DEATHS_IN_A_ROW = 5;

const recordOf = (place, name) => join(place.records, `${name}.json`);

/** Ends api, worker and sealer, if they run: those of this start, or those that a killed one left behind. */
export async function stopChildren(place) {
  await Promise.all(NAMES.map((name) => endRecorded(recordOf(place, name), STOP_LIMIT_MS)));
}

/** Runs one process and starts it again when it dies, with growing pauses. Ends by throwing when that does not help. */
async function keepRunning(name, place, env) {
  const log = join(place.logs, `${name}.log`);
  for (let deaths = 0, isFirst = true; ; isFirst = false) {
    const startedAt = Date.now();
    const child = startRecorded({
      command: process.execPath,
      args: [HEAP, join(ROOT, 'dist', 'bin', `${name}.js`)],
      cwd: ROOT,
      env,
      log,
      record: recordOf(place, name),
      facts: { port: Number(env.PORT) },
    });
    const code = await new Promise((done) => child.once('exit', (exitCode, signal) => done(exitCode ?? signal)));
    if (isEnding()) return;
    const isSteady = Date.now() - startedAt > STEADY_MS;
    deaths = isSteady ? 1 : deaths + 1;
    const reason = lastSentence(log);
    // Our own stores answer by now: what the first start is refused for, the next would be too.
    if (isFirst && !isSteady && reason) throw new Refusal(reason);
    if (deaths === DEATHS_IN_A_ROW) {
      throw new Refusal(
        `The ${name} ended ${deaths} times in a row (last with ${code}): ${reason ?? `its reason is at the end of ${log}.`}`,
      );
    }
    say(`The ${name} ended with ${code} and is started again: ${reason ?? `see ${log}.`}`);
    await delay(250 * 2 ** deaths);
    if (isEnding()) return;
  }
}

/** Starts the three processes. The promise stays pending while all is well and fails when one cannot be kept running. */
export function keepChildren(place, env) {
  return Promise.all(NAMES.map((name) => keepRunning(name, place, env)));
}

/** Waits until the API says that graph, queue and policies are reachable. */
export async function untilReady(env) {
  const host = ['0.0.0.0', '::'].includes(env.HOST) ? '127.0.0.1' : env.HOST;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${env.PORT}/readyz`;
  const deadline = Date.now() + READY_LIMIT_MS;
  for (;;) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > deadline) {
      const heard = answer ? `answers ${answer.status}: ${(await answer.text()).slice(0, 300)}` : 'does not answer';
      throw new Refusal(`The API is not ready after ${READY_LIMIT_MS / 1_000} s: ${url} ${heard}.`);
    }
    await delay(100);
  }
}
