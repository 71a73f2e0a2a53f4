// Builds and checks the compiled policies: `node policy/opa.mjs build|check|bundle FILE`. Needs OPA; using the bundle does not.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { compareEngines, hostBuiltins } from './engines.mjs';
import { findOpa, OPA_VERSION, Refused } from './opa-binary.mjs';
import { checkServer } from './server-check.mjs';

const ENTRYPOINTS = [
  'contract_activation/decision',
  'discount_approvals/decision',
  'lead_routing/decision',
  'lead_routing/preflight',
  'segment_definitions/decision',
  'tenant_overrides/decision',
];
const root = fileURLToPath(new URL('..', import.meta.url));
const bundleFolder = join(root, 'policy', 'bundle');

/** The Rego files that are compiled, sorted, without their tests; relative paths, since the compiler records them. */
const sources = () =>
  readdirSync(join(root, 'policy', 'rego'))
    .filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego'))
    .sort()
    .map((name) => `policy/rego/${name}`);

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Hash of the sources: of each file's name and content hash, one a line. The same is checked by bundle.test.ts. */
const sourceSha256 = () =>
  sha256(
    sources()
      .map((name) => `${name} ${sha256(readFileSync(join(root, name)))}\n`)
      .join(''),
  );

const run = (opa, args) => execFileSync(opa, args, { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });

/** Compiles the sources; the bytes are the same on every machine. */
function compile(opa) {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  try {
    const file = join(folder, 'bundle.tar.gz');
    run(opa, ['build', '-t', 'wasm', ...ENTRYPOINTS.flatMap((name) => ['-e', name]), ...sources(), '-o', file]);
    return entryOfTar(gunzipSync(readFileSync(file)), '/policy.wasm');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One file of a tar archive (ustar: headers of 512 bytes, size in octal at 124). */
function entryOfTar(tar, wanted) {
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/, '');
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    if (name === wanted) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Refused(`OPA's bundle holds no ${wanted}.`);
}

const recordOf = (wasm) => ({ sourceSha256: sourceSha256(), wasmSha256: sha256(wasm), opaVersion: OPA_VERSION });

function build(opa) {
  const wasm = compile(opa);
  writeFileSync(join(bundleFolder, 'policy.wasm'), wasm);
  writeFileSync(join(bundleFolder, 'bundle.json'), `${JSON.stringify(recordOf(wasm), null, 2)}\n`);
  console.log(`policy/bundle/policy.wasm: ${wasm.length} bytes, ${sha256(wasm)}`);
}

/** The same policies for an OPA server: their revision is the hash of the sources. */
function bundleFor(opa, file, revision = sourceSha256()) {
  run(opa, ['build', '--revision', revision, ...sources(), '-o', file]);
}

async function check(opa) {
  const badlyFormatted = run(opa, ['fmt', '--list', 'policy/rego']).trim();
  if (badlyFormatted) throw new Refused(`Not formatted (run "opa fmt -w policy/rego"):\n${badlyFormatted}`);
  run(opa, ['check', '--strict', 'policy/rego']);
  process.stdout.write(run(opa, ['test', 'policy/rego']));
  const wasm = compile(opa);
  if (!wasm.equals(readFileSync(join(bundleFolder, 'policy.wasm')))) {
    throw new Refused('The committed bundle is not what the Rego files compile to: run "node policy/opa.mjs build".');
  }
  const recorded = JSON.parse(readFileSync(join(bundleFolder, 'bundle.json'), 'utf8'));
  if (JSON.stringify(recorded) !== JSON.stringify(recordOf(wasm))) {
    throw new Refused('policy/bundle/bundle.json does not record this bundle: run "node policy/opa.mjs build".');
  }
  const builtins = await hostBuiltins(wasm);
  if (builtins.length > 0) throw new Refused(`These built-ins are not native to WebAssembly: ${builtins.join(', ')}.`);
  const { compared, differing } = await compareEngines(wasm, (args) => run(opa, args), sources());
  if (differing.length > 0)
    throw new Refused(`The two engines differ on ${differing.length} inputs; the first:\n${differing[0]}`);
  const served = await checkServer(opa, (file, revision) => bundleFor(opa, file, revision));
  console.log(
    `Policies checked: reproducible bundle, no host built-ins, both engines agree on ${compared} inputs, an OPA server on ${served} facts.`,
  );
}

const [command, file] = process.argv.slice(2);
try {
  if (command === 'build') build(findOpa());
  else if (command === 'check') await check(findOpa());
  else if (command === 'bundle' && file) bundleFor(findOpa(), file);
  else throw new Refused('Usage: node policy/opa.mjs build|check|bundle FILE');
} catch (error) {
  const output = [error.stdout, error.stderr].filter(Boolean).join('');
  console.error(error instanceof Refused ? error.message : output || error);
  process.exitCode = 1;
}
