import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';

/** How a process ended, and all that it wrote to standard error. */
export interface End {
  code: number | null;
  signal: string | null;
  stderr: string;
  /** Milliseconds from the start, or from the last `tell`. */
  ms: number;
}

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** A process of the product, or one of this folder's that wires the product's parts. */
export class ProductProcess {
  readonly ended: Promise<End>;
  #said = '';
  #stderr = '';
  #since = performance.now();
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    running.add(child);
    child.stdout?.on('data', (bytes) => {
      this.#said += bytes;
    });
    child.stderr?.on('data', (bytes) => {
      this.#stderr += bytes;
    });
    this.ended = once(child, 'close').then(([code, signal]) => {
      running.delete(child);
      return { code, signal, stderr: this.#stderr, ms: performance.now() - this.#since };
    });
  }

  /** Starts `file` (from this folder, or `../../dist/bin/…`) with the test run's environment and what differs from it. */
  static start(file: string, environment: Record<string, string> = {}, args: string[] = []): ProductProcess {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const env = { ...process.env, NODE_OPTIONS: '', LOG_LEVEL: 'info', ...environment };
    const nodeArgs = environment.PRELOAD ? ['--import', new URL(environment.PRELOAD, import.meta.url).href] : [];
    return new ProductProcess(spawn(process.execPath, [...nodeArgs, path, ...args], { env, stdio: 'pipe' }));
  }

  /** Settles with all that it has said when these words were among it; throws when it ended without. */
  async says(words: string): Promise<string> {
    while (!this.#said.includes(words)) {
      const end = await Promise.race([this.ended, once(this.#child.stdout as NodeJS.EventEmitter, 'data')]);
      if ('code' in end && !this.#said.includes(words)) throw new Error(`ended without "${words}": ${end.stderr}`);
    }
    return this.#said;
  }

  /** Sends a signal. */
  tell(signal: 'SIGTERM' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#since = performance.now();
    this.#child.kill(signal);
  }

  /** Sends a line to its standard input. */
  write(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }
}
