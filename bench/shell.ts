import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { readConfig } from '../src/kernel/config.js';
import { newId } from '../src/kernel/values/ids.js';
import { ServerProcess } from '../test/kit/server-process.js';
import { tokenFor } from '../test/kit/tokens.js';
import type { Bench } from './catalogue.js';
import { ask, postOf } from './load.js';
import { compare, type Finding, finding, type Side } from './measure.js';
import { QUERY, ROWS } from './shell-rows.js';

const LOAD = { connections: 50, seconds: 2 };
/** Some twelve seconds each: as long as it takes until Node has compiled what runs often. */
const WARM_UPS = 6;
/** Our name of the request is our own business; what is measured is a signed-in AE. */
const SUBJECT = 'bench';

/**
 * A list of 50 opportunities, each with an amount and an account that a loader brings, asked for by 50 connections: the whole
 * API in a process of its own (token, rights, rate and cost limits, security headers, log lines, measures, Apollo, the
 * compiled query, resolvers, loaders), with the product's use cases, but for Neo4j, whose answers are made at once.
 *
 * Against the same server with nothing compiled, and against mercurius with jit on the same rows and fields, which checks no
 * token, has no limits and writes no log. All three answer the same; that is checked first.
 *
 * A figure is answers by second of the server's own processor time, which a server has to itself on a machine with nothing
 * else to do: by the clock, whoever shares this machine would be measured too.
 *
 * Not measured: Neo4j (bench `page` counts what is asked of it), TLS, sockets.
 */
export const shell: Bench = {
  name: 'shell',
  promise:
    'a list of 50 rows is answered 2× as often as without jit, and 0.35× as often as by mercurius with jit, in 250 MB',
  rounds: 7,
  async run({ rounds, say }) {
    const token = await tokenFor(readConfig(), newId(), SUBJECT, { nowMs: Date.now(), ttlSeconds: 86_400 });
    const servers = await Promise.all(['compiled', 'plain', 'mercurius'].map((kind) => Asked.start(kind, token)));
    const [compiled, plain, mercurius] = servers as [Asked, Asked, Asked];
    try {
      await assertAlike(servers);
      say('against the same without jit');
      const twice = await compared('Without jit', compiled, plain, 2, rounds);
      say('against mercurius');
      const third = await compared('mercurius with jit', compiled, mercurius, 0.35, rounds);
      const held = { name: 'the API process held at most', rounds: [compiled.process.peakMb()] };
      return [twice, third, finding('Memory under that load', 'MB', { of: 'ours', atMost: 250 }, held)];
    } finally {
      await Promise.all(servers.map((server) => server.process.stop()));
    }
  },
};

/** One server, and what is asked of it. */
class Asked implements Side {
  readonly #request: Buffer;

  private constructor(
    readonly name: string,
    readonly process: ServerProcess,
    private readonly token: string,
  ) {
    this.#request = postOf(process.url, '/graphql', ASKED, { authorization: `Bearer ${token}` });
  }

  static async start(kind: string, token: string): Promise<Asked> {
    const file = fileURLToPath(new URL('./shell-server.js', import.meta.url));
    const process = await ServerProcess.start(file, { NODE_ENV: 'production', LOG_LEVEL: 'info' }, [kind]);
    return new Asked(kind, process, token);
  }

  async run(): Promise<number> {
    const before = await this.process.cpuSeconds();
    const answers = await ask(this.process.url, this.#request, LOAD);
    return answers / ((await this.process.cpuSeconds()) - before);
  }

  async answer(): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    const response = await fetch(`${this.process.url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify(ASKED),
    });
    return response.json();
  }
}

const ASKED = { query: QUERY, variables: { first: ROWS } };

/** Asked four times each: the product compiles a query at its second time, mercurius at its first. */
async function assertAlike(servers: Asked[]): Promise<void> {
  let wanted: unknown;
  for (let time = 0; time < 4; time++) {
    for (const server of servers) {
      const answer = await server.answer();
      wanted ??= answer;
      if (!isDeepStrictEqual(answer, wanted))
        throw new Error(`${server.name} answers ${JSON.stringify(answer).slice(0, 500)}`);
    }
  }
  const { edges } = (wanted as { data: { opportunities: { edges: unknown[] } } }).data.opportunities;
  if (edges.length !== ROWS) throw new Error(`The list has ${edges.length} rows`);
}

function compared(what: string, ours: Asked, rival: Asked, atLeast: number, rounds: number): Promise<Finding> {
  const bound = { of: 'ratio', atLeast } as const;
  return compare({ what, unit: 'answers a CPU second', bound, ours, rival }, { rounds, warmUps: WARM_UPS });
}
