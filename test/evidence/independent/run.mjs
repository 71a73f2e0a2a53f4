/**
 * Lets code that is not ours verify our log: `npm run test:log`, or with a log of your own:
 * `node test/evidence/independent/run.mjs <url or folder> <verifier key>`.
 *
 * Without arguments it starts the product on stores of its own, fills a log and has the Go verifier read it over HTTP
 * (`--live` does that alone). Then it grows one log with the compiled product code through sizes around every tile boundary,
 * writes each size as a folder, has the Go verifier accept it, and then refuse it with one byte changed. Needs Go, and the
 * product's dependencies.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { GrowingFolder } from './growing-folder.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
/** Around each boundary of C2SP tiles: empty, one bundle, two, a full tile of level 1, and the specification's example of 70,000. */
const SIZES = [0, 1, 255, 256, 257, 512, 65_535, 65_536, 65_800, 70_000];

const folder = mkdtempSync(join(tmpdir(), 'revgraph-test-log-'));
try {
  const verifier = buildVerifier();
  const [where, key] = process.argv.slice(2);
  if (where === '--live') process.exitCode = tryLiveLog(verifier);
  else if (where === undefined) process.exitCode = tryLiveLog(verifier) || (await tryOwnLogs(verifier));
  else process.exitCode = show(runVerifier(verifier, where, key ?? ''));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function buildVerifier() {
  const binary = join(folder, 'independent-log-verifier');
  const built = spawnSync('go', ['build', '-o', binary, '.'], { cwd: here, stdio: 'inherit' });
  if (built.error) throw new Error('Go is needed to build the independent verifier: install Go 1.23 or newer');
  if (built.status !== 0) throw new Error('the independent verifier does not build');
  return binary;
}

function runVerifier(verifier, where, key) {
  const run = spawnSync(verifier, [where, key], { encoding: 'utf8' });
  return { ok: run.status === 0, text: (run.stdout + run.stderr).trim() };
}

function show({ ok, text }) {
  console.log(text);
  return ok ? 0 : 1;
}

/** The running product's log, on stores of its own: a test like the others, which this program alone gives what it needs. */
function tryLiveLog(verifier) {
  const test = ['bin/start.mjs', 'test', '--testMatch', '**/an-independent-verifier-accepts-the-log.ts'];
  const env = { ...process.env, INDEPENDENT_LOG_VERIFIER: verifier };
  return spawnSync(process.execPath, test, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
}

/** The product's log code, compiled afresh. Type errors are the type check's affair; a missing file is ours. */
async function productCode() {
  spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.json'], { cwd: root, stdio: 'ignore' });
  const load = (path) => import(pathToFileURL(join(root, 'dist', 'src', 'evidence', path)).href);
  const parts = await Promise.all(
    ['log/merkle.js', 'log/tiles.js', 'log/proofs.js', 'log/checkpoint.js', 'log/keys.js', 'receipt/chain.js'].map(
      load,
    ),
  );
  return Object.assign({}, ...parts);
}

async function tryOwnLogs(verifier) {
  const code = await productCode();
  const log = new GrowingFolder(code, join(folder, 'log'));
  let wrong = 0;
  const expect = (accepted, what, { ok, text }) => {
    if (ok !== accepted) wrong += 1;
    console.log(`${ok === accepted ? 'as expected' : 'WRONG'} · ${what} · ${text}`);
  };
  for (const size of SIZES) {
    log.growTo(size);
    await log.writeProofs();
    expect(true, `size ${size}`, runVerifier(verifier, log.folder, log.key.verifierKey));
    for (const path of log.filesToDamage()) {
      const restore = flipByte(join(log.folder, path));
      expect(
        false,
        `size ${size}, one byte changed in ${path}`,
        runVerifier(verifier, log.folder, log.key.verifierKey),
      );
      restore();
    }
  }
  const stranger = code.deriveLogKey('ee'.repeat(32), 'revgraph.example', 'demo', 1);
  expect(false, 'the key of another log', runVerifier(verifier, log.folder, stranger.verifierKey));
  console.log(wrong === 0 ? 'The independent verifier agrees.' : `${wrong} answers were not as expected.`);
  return wrong === 0 ? 0 : 1;
}

/** Changes a byte in the middle of a file, and gives back how to undo it. */
function flipByte(path) {
  const original = readFileSync(path);
  const changed = Buffer.from(original);
  changed[changed.length >> 1] ^= 0x01;
  writeFileSync(path, changed);
  return () => writeFileSync(path, original);
}
