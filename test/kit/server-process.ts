import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;
const SAMPLE_MS = 250;
/** As `npm start` and the image bound it (bin/local/children.mjs). */
const HEAP = '--max-old-space-size=768';

/** A process of its own that answers HTTP, with its memory watched from outside. */
export class ServerProcess {
  #peak = 0;
  readonly #watch: NodeJS.Timeout;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    this.#watch = setInterval(() => {
      this.#peak = Math.max(this.#peak, this.residentMb());
    }, SAMPLE_MS);
  }

  /**
   * Starts a compiled file on a free port, in this environment with the variables given, and waits until `/healthz` answers.
   * What it writes to its standard output goes nowhere.
   */
  static async start(
    file: string,
    variables: Record<string, string> = {},
    args: string[] = [],
  ): Promise<ServerProcess> {
    const port = await freePort();
    const env = { ...process.env, ...variables, PORT: String(port) };
    const child = spawn(process.execPath, [HEAP, file, ...args], {
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const url = `http://127.0.0.1:${port}`;
    for (const deadline = Date.now() + READY_WITHIN_MS; ; await delay(100)) {
      const answer = await fetch(`${url}/healthz`).catch(() => null);
      if (answer?.ok) return new ServerProcess(child, url);
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${file} did not start`);
    }
  }

  /** Megabytes (2^20 bytes) of memory that the process holds at this moment. */
  residentMb(): number {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.child.pid)], { encoding: 'utf8' })) / 1_024;
  }

  /** The most megabytes that it held since this was last asked, looked at every 250 ms. */
  peakMb(): number {
    const peak = Math.max(this.#peak, this.residentMb());
    this.#peak = 0;
    return peak;
  }

  /** Seconds of processor time that it took since its start; it must answer messages with what `process.cpuUsage()` gives. */
  async cpuSeconds(): Promise<number> {
    const { user, system } = await this.told<NodeJS.CpuUsage>('cpu');
    return (user + system) / 1_000_000;
  }

  /** What the process answers to a message; it answers each with one. */
  async told<T>(message: string): Promise<T> {
    const answered = once(this.child, 'message');
    this.child.send(message);
    const [answer] = (await answered) as [T];
    return answer;
  }

  async stop(): Promise<void> {
    clearInterval(this.#watch);
    if (this.child.exitCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
