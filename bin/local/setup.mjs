import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, LOCAL, ROOT } from './layout.mjs';
import { withLock } from './lock.mjs';
import { run } from './processes.mjs';
import { Refusal, say } from './refusal.mjs';

const SOURCES = ['bin', 'schema', 'src', 'policy', 'cypher', 'lua', 'jobs', 'demo'];
const BUILD_STAMP = join(DIST, '.sources');

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // absent, or half written by an npm that was stopped
  }
};

/** True when every package of the lock file is installed in that version: npm keeps the list of what it installed. */
function hasPackages() {
  const wanted = readJson(join(ROOT, 'package-lock.json'))?.packages ?? {};
  const installed = readJson(join(ROOT, 'node_modules', '.package-lock.json'))?.packages;
  if (!installed) return false;
  return Object.entries(wanted).every(([path, item]) => {
    return path === '' || item.optional || item.link || installed[path]?.version === item.version;
  });
}

/** Installs the packages of the lock file when they are missing or others. */
export async function ensurePackages(env) {
  if (hasPackages()) return;
  await withLock(join(LOCAL, 'packages.lock'), async () => {
    if (hasPackages()) return;
    say('Installing packages …');
    // The compiler is a development package, and is needed even where NODE_ENV is production.
    const npm = env.npm_execpath ? [process.execPath, [env.npm_execpath]] : ['npm', []];
    const done = await run(npm[0], [...npm[1], 'ci', '--include=dev'], { cwd: ROOT, env });
    if (done.code === 0) return;
    const log = join(LOCAL, 'packages.log');
    writeFileSync(log, done.output);
    throw new Refusal(
      `npm could not install the packages (see ${log}): check the way to the npm registry and start again.`,
    );
  });
}

function sourcesHash() {
  const hash = createHash('sha256');
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(ROOT, path)))
      .update('\0');
  for (const file of ['package-lock.json', 'tsconfig.json']) add(file);
  for (const folder of SOURCES.filter((name) => existsSync(join(ROOT, name)))) {
    const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const paths = files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name).slice(ROOT.length + 1));
    for (const path of paths.sort()) add(path);
  }
  return hash.digest('hex');
}

const isBuilt = () => existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === sourcesHash();

/** Brings the typed statements and scripts in step with their files. */
export async function generateStatements(env) {
  for (const room of ['cypher', 'lua']) {
    const done = await run(process.execPath, [join(ROOT, room, 'generate.mjs')], { cwd: ROOT, env });
    if (done.code !== 0) throw new Refusal(`What is said in ${room} could not be generated:\n${done.output}`);
  }
}

/** Compiles into a folder of its own and puts it in place of the last one, so that nobody ever runs half a build. */
async function compile(env, mayHaveTypeErrors) {
  const part = join(LOCAL, 'dist.part');
  const old = join(LOCAL, 'dist.old');
  for (const left of [part, old]) rmSync(left, { recursive: true, force: true }); // by a build that was stopped
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const done = await run(process.execPath, [tsc, '-p', 'tsconfig.json', '--outDir', part], { cwd: ROOT, env });
  if (done.code !== 0 && !mayHaveTypeErrors) throw new Refusal(`The sources do not compile:\n${done.output}`);
  if (done.code !== 0)
    say(`The sources have type errors, which fail the type check and not the tests:\n${done.output}`);
  mkdirSync(part, { recursive: true });
  writeFileSync(join(part, '.sources'), done.code === 0 ? sourcesHash() : '');
  if (existsSync(DIST)) renameSync(DIST, old);
  renameSync(part, DIST);
  rmSync(old, { recursive: true, force: true });
}

/** Generates and compiles when a source has changed since the last build. */
export async function ensureBuild(env, { mayHaveTypeErrors = false } = {}) {
  if (isBuilt()) return;
  await withLock(join(LOCAL, 'build.lock'), async () => {
    if (isBuilt()) return;
    say('Building …');
    await generateStatements(env);
    await compile(env, mayHaveTypeErrors);
  });
}

/** Packages and build, without starting anything. Gives the exit code. */
export async function setUp(env) {
  await ensurePackages(env);
  await ensureBuild(env);
  return 0;
}
