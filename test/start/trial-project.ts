import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The smallest programs that keep the start's side of the bargain: a ready API, two loops and a command line. */
const PROGRAMS: Record<string, string> = {
  'cypher/generate.mjs': '',
  'lua/generate.mjs': '',
  'bin/api.ts': `import { createServer } from 'node:http';
    createServer((_request, response) => response.end('ready')).listen(Number(process.env.PORT), process.env.HOST);`,
  'bin/worker.ts': 'setInterval(() => {}, 1_000);',
  'bin/sealer.ts': 'setInterval(() => {}, 1_000);',
  'bin/revgraph.ts': `console.log('ran', ...process.argv.slice(2));`,
};

export interface Finished {
  code: number | null;
  output: string;
}

/** A folder of its own with the real start command and stand-in processes, so that no test meets the developer's data. */
export class TrialProject {
  readonly dir = mkdtempSync(join(tmpdir(), 'revgraph-start-'));
  private readonly started: ChildProcess[] = [];

  constructor() {
    for (const path of ['bin/start.mjs', 'bin/local', 'package.json', 'package-lock.json', 'tsconfig.json']) {
      cpSync(join(ROOT, path), join(this.dir, path), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.dir, 'node_modules'));
    for (const [path, text] of Object.entries(PROGRAMS)) this.write(path, text);
    const redis = join(ROOT, '.local', 'redis', 'bin');
    mkdirSync(join(this.dir, '.local', 'redis'), { recursive: true, mode: 0o700 });
    if (existsSync(redis)) symlinkSync(redis, join(this.dir, '.local', 'redis', 'bin'));
  }

  /** Writes a file of the project. */
  write(path: string, text: string, mode = 0o644): string {
    const file = join(this.dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
    return file;
  }

  /** A folder for the PATH that holds Node and these scripts only. */
  pathWith(scripts: Record<string, string>): string {
    const folder = join(this.dir, 'path');
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, 'node'))) symlinkSync(process.execPath, join(folder, 'node'));
    for (const [name, text] of Object.entries(scripts)) this.write(join('path', name), `#!/bin/sh\n${text}\n`, 0o755);
    return folder;
  }

  /** Starts `bin/start.mjs` without the variables of the test run; `env` is added. */
  start(args: string[], env: Record<string, string>): { child: ChildProcess; finished: Promise<Finished> } {
    const child = spawn(process.execPath, [join(this.dir, 'bin', 'start.mjs'), ...args], {
      cwd: this.dir,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.started.push(child);
    let output = '';
    child.stdout?.on('data', (part) => {
      output += part;
    });
    child.stderr?.on('data', (part) => {
      output += part;
    });
    return { child, finished: new Promise((done) => child.on('close', (code) => done({ code, output }))) };
  }

  /** The process that a record under `.local/run` names; undefined when there is no such record. */
  recordedPid(name: string): number | undefined {
    const file = join(this.dir, '.local', 'run', `${name}.json`);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).pid : undefined;
  }

  /** Ends what still runs and deletes the folder. */
  remove(): void {
    for (const child of this.started) child.kill('SIGKILL');
    for (const name of ['api', 'worker', 'sealer', 'redis', 'neo4j']) {
      const pid = this.recordedPid(name);
      if (pid && isAlive(pid)) process.kill(pid, 'SIGKILL');
    }
    // The compiler of a start that was killed may write on for a moment.
    rmSync(this.dir, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** True while a process runs; one that ended and that nobody has collected yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits for text in a process's output. */
export function untilPrinted(child: ChildProcess, text: string): Promise<void> {
  let output = '';
  return new Promise((done, fail) => {
    child.stdout?.on('data', (part) => {
      output += part;
      if (output.includes(text)) done();
    });
    child.once('close', (code) => fail(new Error(`ended with ${code} before it printed "${text}"`)));
  });
}

/** Holds a free local port until the server is closed. */
export function holdPort(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done({ port: (server.address() as { port: number }).port, server }));
  });
}

/** A local port that was free a moment ago. */
export async function freePort(): Promise<string> {
  const { port, server } = await holdPort();
  await new Promise((done) => server.close(done));
  return String(port);
}
