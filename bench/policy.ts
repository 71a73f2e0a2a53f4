import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { loadPolicies } from '../policy/bundle.js';
import type { DiscountFacts } from '../policy/discount-facts.js';
import { policiesOnServer } from '../policy/opa-server.js';
import type { Policies } from '../policy/policies.js';
import type { Bench } from './catalogue.js';
import { type Finding, finding, quantile } from './measure.js';
import { deals } from './policy-deals.js';

/** Decisions of one round: about a fifth of a second ours, and as long the server's. */
const OURS = 3_000;
const SERVED = 300;
const WARM_UP = 5_000;

/** What policy/opa-binary.mjs gives; it is no part of the build. */
interface OpaBinary {
  findOpa(): string;
  startServer(opa: string, bundle: string): Promise<{ url: string; stop(): Promise<void> }>;
}

/**
 * One discount decision with all rules on, one after the other: facts in, checked verdict out. Facts and verdict are checked
 * against their schemas on both sides, and both sides give the same verdict.
 *
 * Against the same through an OPA server on loopback (`opa run --server` with the same bundle), over kept connections, by the
 * product's own client (OPA_URL).
 *
 * Not measured: reading facts and configuration from the graph.
 */
export const policy: Bench = {
  name: 'policy',
  promise:
    'decides a discount with all rules on 15 times as fast as through an OPA server on loopback; p99 of a decision 0.5 ms',
  rounds: 7,
  async run({ rounds, say }) {
    const opa = await opaBinary();
    const binary = opa.findOpa();
    const folder = mkdtempSync(join(tmpdir(), 'bench-policy-'));
    const bundle = join(folder, 'bundle.tar.gz');
    execFileSync(process.execPath, [join('policy', 'opa.mjs'), 'bundle', bundle], { stdio: 'inherit' });
    const server = await opa.startServer(binary, bundle);
    try {
      const unavailable = (reason: string) => new Error(reason);
      const served = await policiesOnServer({ url: server.url, timeoutMs: 10_000, unavailable });
      say('warming up');
      return await measured(await loadPolicies(), served, rounds);
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measured(embedded: Policies, served: Policies, rounds: number): Promise<Finding[]> {
  const facts = deals();
  for (const one of facts) {
    const [here, there] = [await embedded.decideDiscount(one), await served.decideDiscount(one)];
    if (!isDeepStrictEqual(here, there)) throw new Error('The two decide otherwise');
  }
  await lap(embedded, facts, WARM_UP);
  await lap(served, facts, SERVED);
  const rates: Record<'ours' | 'rival', number[]> = { ours: [], rival: [] };
  const slowest: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const ours = await lap(embedded, facts, OURS);
    const rival = await lap(served, facts, SERVED);
    rates.ours.push(ours.perSecond);
    rates.rival.push(rival.perSecond);
    slowest.push(quantile(ours.latencies, 0.99));
  }
  const name = 'embedded policies';
  return [
    finding(
      'discount decisions, one caller',
      '/s',
      { of: 'ratio', atLeast: 15 },
      { name, rounds: rates.ours },
      { name: 'OPA server on loopback', rounds: rates.rival },
    ),
    finding('p99 of a decision', 'ms', { of: 'ours', atMost: 0.5 }, { name, rounds: slowest }),
  ];
}

async function lap(
  policies: Policies,
  facts: DiscountFacts[],
  count: number,
): Promise<{ perSecond: number; latencies: number[] }> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < count; n++) {
    const at = performance.now();
    await policies.decideDiscount(facts[n % facts.length] as DiscountFacts);
    latencies.push(performance.now() - at);
  }
  return { perSecond: (count * 1_000) / (performance.now() - startedAt), latencies };
}

const opaBinary = (): Promise<OpaBinary> =>
  import(pathToFileURL(join(process.cwd(), 'policy', 'opa-binary.mjs')).href) as Promise<OpaBinary>;
