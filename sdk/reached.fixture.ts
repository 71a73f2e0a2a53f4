import { RevGraph, type RevGraphOptions } from './client.js';
import type { Timing } from './host.js';
import type { Problem } from './problems.js';

/** Lets promises that wait for nothing else go on. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done));
};

/** A clock that stands still until it is moved; what waits for it is called in order. */
export class ManualTiming implements Timing {
  #now = Date.parse('2026-03-04T15:00:00.000Z');
  #waiting: { at: number; call: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const one = { at: this.#now + ms, call };
    this.#waiting.push(one);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== one);
    };
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.call();
      await settled();
    }
    this.#now = end;
    await settled();
  }
}

/** A request as it came to the door. */
export interface Call {
  path: string;
  method: string;
  key: string | null;
  body: any;
  keepalive: boolean;
}

/** What the door answers: a status with a body, or nothing at all. */
export type Door = (call: Call) => { status: number; body?: unknown; headers?: Record<string, string> } | 'unreachable';

/** Takes everything in, and says so of each event. */
export const takesAll: Door = ({ body }) => ({
  status: 200,
  body: body?.events ? { results: body.events.map(() => ({ result: 'accepted', reason: null })) } : {},
});

/** A client whose requests come to a door in this process; `door` can be changed. */
export function reaching(options: Partial<RevGraphOptions> = {}) {
  const timing = new ManualTiming();
  const calls: Call[] = [];
  const problems: Problem[] = [];
  const place: { door: Door } = { door: takesAll };
  const client = new RevGraph({
    url: 'https://revgraph.test/',
    keys: { t1: 'key-1', t2: 'key-2' },
    timing,
    onProblem: (problem) => problems.push(problem),
    fetch: async (url, init) => {
      const headers = new Headers(init.headers);
      const call: Call = {
        path: url.replace('https://revgraph.test', ''),
        method: init.method ?? 'GET',
        key: headers.get('authorization'),
        body: init.body ? JSON.parse(String(init.body)) : null,
        keepalive: init.keepalive ?? false,
      };
      calls.push(call);
      const answer = place.door(call);
      if (answer === 'unreachable') throw new TypeError('fetch failed');
      return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status, headers: answer.headers ?? {} });
    },
    ...options,
  });
  const sent = (path: string) =>
    calls.filter((call) => call.path === path).flatMap(({ body }) => body.events ?? [body]);
  return { client, timing, calls, problems, place, sent };
}
