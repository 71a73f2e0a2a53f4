import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '@open-policy-agent/opa-wasm';
import { loadPolicies, policiesOf } from './bundle.js';
import { discountFactsSchema } from './discount-facts.js';
import { discountFacts, leadFacts } from './facts.fixture.js';
import { factsProblems } from './facts-check.js';
import { RULE_IDS, rationaleOf } from './rationale.js';
import { routingFactsSchema } from './routing-facts.js';

const here = dirname(fileURLToPath(import.meta.url));
const read = (...path: string[]) => readFileSync(join(here, ...path));
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const regoFiles = readdirSync(join(here, 'rego'))
  .filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego'))
  .sort();
const recorded = JSON.parse(read('bundle', 'bundle.json').toString()) as Record<string, string>;

describe('the committed bundle', () => {
  it('is compiled from the Rego files as they are', () => {
    const listing = regoFiles.map((name) => `policy/rego/${name} ${sha256(read('rego', name))}\n`).join('');
    expect(recorded.sourceSha256).toBe(sha256(listing));
  });

  it('is the file whose hash is recorded, which is the policy version', async () => {
    expect(recorded.wasmSha256).toBe(sha256(read('bundle', 'policy.wasm')));
    expect((await loadPolicies()).version).toBe(recorded.wasmSha256);
  });

  it('calls its host for no built-in', async () => {
    expect(await hostBuiltins(new Uint8Array(read('bundle', 'policy.wasm')))).toEqual({});
  });

  it('loads once, and any kept bundle loads by its bytes to the same verdicts', async () => {
    const policies = await loadPolicies();
    expect(await loadPolicies()).toBe(policies);
    const kept = await policiesOf(new Uint8Array(read('bundle', 'policy.wasm')));
    expect(kept.decideDiscount(discountFacts())).toEqual(policies.decideDiscount(discountFacts()));
    expect(kept.preflightLead(leadFacts())).toEqual(policies.preflightLead(leadFacts()));
  });

  it('holds the examples of both modules in the form of the facts', () => {
    for (const [name, schema] of [
      ['discount_approvals', discountFactsSchema],
      ['lead_routing', routingFactsSchema],
    ] as const) {
      const { base } = JSON.parse(read('examples', `${name}.json`).toString()) as { base: unknown };
      expect(factsProblems(schema, base)).toEqual({ missing: [], out_of_range: [] });
    }
  });
});

describe('the rationale', () => {
  it('has a sentence for every rule id in the Rego files, and no other', () => {
    const text = regoFiles.map((name) => read('rego', name).toString()).join('\n');
    const used = new Set(
      text.match(/"(?:activation|discount|routing)\.[a-z_]+"/g)?.map((quoted) => quoted.slice(1, -1)),
    );
    for (const policy of ['activation', 'discount', 'routing']) used.add(`${policy}.attribute_out_of_range`);
    expect([...RULE_IDS].sort()).toEqual([...used].sort());
  });

  it('is one sentence per rule id, in their order', () => {
    for (const id of RULE_IDS) expect(rationaleOf([id])).toMatch(/^[A-Z][^.]*\.$/);
    expect(rationaleOf(['discount.over_high_arr', 'discount.high_risk'])).toBe(
      "The deal's ARR is over the high-ARR threshold. The deal is rated as a high risk.",
    );
    expect(() => rationaleOf(['discount.unheard_of'])).toThrow('has no sentence');
  });
});

/** The module's own list of the built-ins that it expects from outside: name to number. */
async function hostBuiltins(wasm: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const { wasmInstance, mem } = (await loadPolicy(wasm)) as unknown as {
    wasmInstance: { exports: Record<'builtins' | 'opa_json_dump', (address?: number) => number> };
    mem: { buffer: ArrayBuffer };
  };
  const bytes = new Uint8Array(mem.buffer, wasmInstance.exports.opa_json_dump(wasmInstance.exports.builtins()));
  return JSON.parse(Buffer.from(bytes.subarray(0, bytes.indexOf(0))).toString());
}
