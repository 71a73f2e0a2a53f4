import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../src/kernel/config.js';
import { createApiKey } from '../src/tenancy/index.js';
import { StoreProxy } from '../test/kit/proxy.js';
import { ServerProcess } from '../test/kit/server-process.js';
import type { Bench } from './catalogue.js';
import { ask, postOf } from './load.js';
import { type Finding, finding, quantile } from './measure.js';
import { inFreshWorld, wanted } from './world.js';

/** At a pace that leaves the process air: what is asked is how long a check takes, not how many a core can do. */
const LOAD = { connections: 64, seconds: 4, perSecond: 1_000 };
const WARM_UP = { connections: 64, seconds: 4 };
/** Longer than keys and terms count as fresh. */
const AWAY_MS = 2_000;
const CHECK = { amounts: { tokens: 150, api_calls: 1, chat_messages: 1, embeddings: 1 } };

/**
 * `POST /v1/quota/check` of four quotas with an API key, over 64 connections that ask 1,000 times a second together, of an API process
 * of its own: key, scope, pace, parsing, the check in Redis (which waits for its disk at every write), header fields, log line, measures.
 * A figure is the time from the request's head being read to the answer's last byte, by the server's own clock, as its log tells it (in
 * tenths of a millisecond). Then the same with Neo4j out of reach.
 *
 * How many checks one process answers when all 64 ask without pause, and how long each takes it then, is told beside it.
 */
export const quotaHttp: Bench = {
  name: 'quota-http',
  promise: 'four quotas over HTTP, auth on, 64 connections: server time p50 ≤ 1 ms, p99 ≤ 5 ms, without Neo4j too',
  rounds: 5,
  run: ({ rounds, say }) =>
    inFreshWorld({}, async (world) => {
      const neo4j = await StoreProxy.to(readConfig().neo4j.uri);
      const command = { name: 'bench', scopes: ['quotas:check'] };
      const key = wanted(await createApiKey(world.composition, world.caller('admin'), command), 'ApiKeyCreated');
      const file = fileURLToPath(new URL('./quota-http-server.js', import.meta.url));
      const server = await ServerProcess.start(file, { NODE_ENV: 'production', NEO4J_URI: neo4j.url });
      const request = postOf(server.url, '/v1/quota/check', CHECK, { authorization: `Bearer ${key.secret}` });
      try {
        const full = await asked(server, request, WARM_UP);
        say(
          `without pause: ${rateOf(full)} checks a second, p50 ${quantile(full.times, 0.5)} ms, p99 ${quantile(full.times, 0.99)} ms`,
        );
        const usual = await measured('Neo4j there', server, request, rounds);
        await neo4j.goAway();
        await delay(AWAY_MS);
        return [...usual, ...(await measured('Neo4j stopped', server, request, rounds))];
      } finally {
        await server.stop();
        await neo4j.close();
      }
    }),
};

interface Asked {
  answers: number;
  seconds: number;
  times: number[];
}

async function asked(server: ServerProcess, request: Buffer, load: typeof WARM_UP): Promise<Asked> {
  await server.told('times');
  const began = performance.now();
  const answers = await ask(server.url, request, load);
  return { answers, seconds: (performance.now() - began) / 1_000, times: await server.told<number[]>('times') };
}

const rateOf = ({ answers, seconds }: Asked): number => Math.round(answers / seconds);

async function measured(when: string, server: ServerProcess, request: Buffer, rounds: number): Promise<Finding[]> {
  const taken: Asked[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await asked(server, request, LOAD));
  const share = (of: number) => taken.map(({ times }) => quantile(times, of));
  const pace = { name: 'asked and answered', rounds: taken.map(rateOf) };
  return [
    finding(
      `${when}: half of the checks`,
      'ms',
      { of: 'ours', atMost: 1 },
      { name: 'server time, p50', rounds: share(0.5) },
    ),
    finding(
      `${when}: all but one of a hundred`,
      'ms',
      { of: 'ours', atMost: 5 },
      { name: 'server time, p99', rounds: share(0.99) },
    ),
    finding(`${when}: the pace that was kept`, 'checks a second', { of: 'ours', atLeast: 0.9 * LOAD.perSecond }, pace),
  ];
}
