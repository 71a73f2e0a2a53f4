// Finds the OPA that the policies are built and compared with; using the embedded bundle needs none.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const OPA_VERSION = '1.22.0';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A sentence for whoever ran the command, instead of a stack. */
export class Refused extends Error {}

/** The path of the OPA of that version: $OPA, on the PATH, in .local/bin, or Go's. Throws Refused, with what to install. */
export function findOpa() {
  const path = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    process.env.OPA,
    ...path.map((folder) => join(folder, 'opa')),
    join(root, '.local', 'bin', 'opa'),
    goBin(),
  ].filter(Boolean);
  const found = candidates.filter((file) => existsSync(file)).find((file) => versionOf(file) === OPA_VERSION);
  if (found) return found;
  throw new Refused(
    `OPA ${OPA_VERSION} is not installed: run "go install github.com/open-policy-agent/opa@v${OPA_VERSION}" (about two minutes), or set OPA to its path.`,
  );
}

function goBin() {
  try {
    return join(
      execFileSync('go', ['env', 'GOPATH'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
      'bin',
      'opa',
    );
  } catch {
    return null;
  }
}

function versionOf(file) {
  try {
    return /^Version: (\S+)/m.exec(execFileSync(file, ['version'], { encoding: 'utf8' }))?.[1];
  } catch {
    return null;
  }
}

/** Starts `opa run --server` with a bundle on a free port of loopback; gives its address and how to end it. */
export async function startServer(opa, bundle) {
  const port = await freePort();
  const args = ['run', '--server', '--addr', `127.0.0.1:${port}`, '--log-level', 'error', '--bundle', bundle];
  const server = spawn(opa, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries++) {
    if (await isReady(url)) return { url, stop: () => stopped(server) };
    await delay(50);
  }
  await stopped(server);
  throw new Refused('The OPA server did not start within 10 seconds.');
}

const isReady = (url) =>
  fetch(`${url}/health`).then(
    (answer) => answer.ok,
    () => false,
  );

function stopped(server) {
  if (server.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', resolve);
    server.kill();
  });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
