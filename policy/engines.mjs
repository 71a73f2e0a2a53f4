// The two engines side by side: the compiled WebAssembly and OPA itself, on the same inputs.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadPolicy } from '@open-policy-agent/opa-wasm';

/** Names of the built-ins that the module would call its host for. Must be empty: those differ between engines. */
export async function hostBuiltins(wasm) {
  const { wasmInstance, mem } = await loadPolicy(wasm);
  const at = wasmInstance.exports.opa_json_dump(wasmInstance.exports.builtins());
  const bytes = new Uint8Array(mem.buffer, at);
  return Object.keys(JSON.parse(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)))));
}

/** Every module has its examples: a decision's input as the engine gets it, and what of it varies. */
const MODULES = [
  'contract_activation',
  'discount_approvals',
  'lead_routing',
  'segment_definitions',
  'tenant_overrides',
];

/**
 * Evaluates the samples of policy/examples in both engines, in WebAssembly with the config in the input and as base data.
 * Gives the count, and the differing ones as text.
 */
export async function compareEngines(wasm, runOpa, sources) {
  const policy = await loadPolicy(wasm);
  const configured = await loadPolicy(wasm);
  let compared = 0;
  const differing = [];
  for (const name of MODULES) {
    const { entrypoints, ...example } = JSON.parse(
      readFileSync(new URL(`./examples/${name}.json`, import.meta.url), 'utf8'),
    );
    const inputs = variationsOf(example);
    for (const entrypoint of entrypoints) {
      const expected = evaluateInOpa(runOpa, sources, entrypoint, inputs);
      if (expected.length !== inputs.length)
        throw new Error(`OPA left ${inputs.length - expected.length} inputs undecided`);
      for (const [n, input] of inputs.entries()) {
        const actual = policy.evaluate(input, entrypoint)[0]?.result;
        const { config, ...rest } = input;
        configured.setData({ config });
        const fromData = configured.evaluate(rest, entrypoint)[0]?.result;
        compared += 1;
        if (isDeepStrictEqual(actual, expected[n]) && isDeepStrictEqual(fromData, expected[n])) continue;
        differing.push(JSON.stringify({ entrypoint, input, wasm: actual, fromData, opa: expected[n] }));
      }
    }
  }
  return { compared, differing };
}

/** All inputs in one process: they are data, and the decision is taken `with input as` each of them. */
function evaluateInOpa(runOpa, sources, entrypoint, inputs) {
  const folder = mkdtempSync(join(tmpdir(), 'policy-inputs-'));
  try {
    const file = join(folder, 'inputs.json');
    writeFileSync(file, JSON.stringify({ inputs }));
    const query = `[d | some facts in data.inputs; d := data.${entrypoint.replace('/', '.')} with input as facts]`;
    const args = sources.flatMap((source) => ['-d', source]);
    return JSON.parse(runOpa(['eval', '--format', 'raw', ...args, '-d', file, query]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The base, each of its variations alone, and combinations that are the same on every run. */
export function variationsOf({ base, vary }, combinations = 400) {
  const paths = Object.entries(vary);
  const alone = paths.flatMap(([path, values]) => values.map((value) => changed(base, { [path]: value })));
  const next = drawing(20_261_120);
  const combined = Array.from({ length: combinations }, () =>
    changed(base, Object.fromEntries(paths.map(([path, values]) => [path, values[next(values.length)]]))),
  );
  return [base, ...alone, ...combined];
}

/** A copy with the values at the dotted paths replaced; "__absent" takes the attribute away. */
function changed(base, changes) {
  const copy = structuredClone(base);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const last = keys.pop();
    const holder = keys.reduce((part, key) => part?.[key], copy);
    if (typeof holder !== 'object' || holder === null) continue;
    if (value === '__absent') delete holder[last];
    else holder[last] = structuredClone(value);
  }
  return copy;
}

/** A small linear congruential generator (Numerical Recipes' constants): repeatable, nothing more. */
function drawing(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
