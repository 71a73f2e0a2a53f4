import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { bundleRecord, loadPolicies } from './bundle.js';
import { wasmEngine } from './engine.js';
import { discountFacts } from './facts.fixture.js';
import { policiesOnServer } from './opa-server.js';

/** A stand-in that answers as OPA does; the real one is compared by "npm run test:opa". */
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answers = (entrypoint: string, input: Record<string, unknown>) => { status?: number; body?: unknown };

async function served(answers: Answers) {
  server?.closeAllConnections();
  server?.close();
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const { status = 200, body } = answers(pathname.slice('/v1/data/'.length), JSON.parse(text).input);
      if (status === 0) return;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return policiesOnServer({
    url: `http://127.0.0.1:${port}/`,
    timeoutMs: 200,
    unavailable: (reason) => new Error(reason),
  });
}

const ours = async () => ({ bundles: { policies: { revision: (await bundleRecord()).sourceSha256 } } });

describe('policies on an OPA server', () => {
  it('give the verdict of the embedded ones, from what the server decided', async () => {
    const provenance = await ours();
    const seen: Record<string, unknown>[] = [];
    const embedded = await loadPolicies();
    const wasm = new Uint8Array(readFileSync(new URL('./bundle/policy.wasm', import.meta.url)));
    const engine = await wasmEngine(wasm);
    const policies = await served((entrypoint, input) => {
      seen.push(input);
      if (entrypoint !== 'discount_approvals/decision') return { body: { result: {}, provenance } };
      return { body: { result: engine.ask(entrypoint, discountFacts().config, input), provenance } };
    });
    expect(await policies.decideDiscount(discountFacts())).toEqual(embedded.decideDiscount(discountFacts()));
    expect(seen.at(-1)).toMatchObject({ config: { discount_rules: [], overrides: [] }, amounts: { rate_known: true } });
    expect(policies.version).toBe(embedded.version);
  });

  it('are refused at the start from another bundle, from none, and from several', async () => {
    const { bundles } = await ours();
    for (const provenance of [undefined, { bundles: {} }, { bundles: { other: { revision: 'x' } } }]) {
      await expect(served(() => ({ body: { result: {}, provenance } }))).rejects.toThrow('and not our policies');
    }
    const both = { bundles: { ...bundles, other: { revision: 'x' } } };
    await expect(served(() => ({ body: { result: {}, provenance: both } }))).rejects.toThrow('and not our policies');
  });

  it.each([
    ['says nothing in time', { status: 0 }, 'does not answer'],
    ['fails', { status: 500, body: {} }, 'HTTP status 500'],
    ['sends what is no JSON object', { status: 200, body: undefined }, 'does not answer'],
  ])('decide nothing where the server %s', async (_, broken, said) => {
    const provenance = await ours();
    let asked = 0;
    const policies = await served(() => (asked++ === 0 ? { body: { result: {}, provenance } } : broken));
    await expect(policies.decideDiscount(discountFacts())).rejects.toThrow(said);
  });

  it('decide nothing where the server took another bundle meanwhile, or has no decision', async () => {
    const provenance = await ours();
    const answers = [
      { result: {}, provenance },
      { result: {}, provenance: { bundles: { other: { revision: 'x' } } } },
      { provenance },
    ];
    const policies = await served(() => ({ body: answers.shift() }));
    await expect(policies.decideDiscount(discountFacts())).rejects.toThrow('and not our policies');
    await expect(policies.decideDiscount(discountFacts())).rejects.toThrow('gave no decision');
  });
});
