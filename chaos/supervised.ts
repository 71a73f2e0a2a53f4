import { setTimeout as after } from 'node:timers/promises';
import type { Started } from './hands.js';

/** A supervisor starts again at once; after this many ms where the last start ended by itself (a store that was away). */
const PAUSE_MS = 250;
/** The product promises to end within 10 s of being asked to. */
const STOP_WITHIN_MS = 12_000;
const LOOK_EVERY_MS = 25;

/** A process of the stage that is started again whenever it ends, as a supervisor would. */
export class Supervised {
  #running: Started | null = null;
  #isWanted = false;
  #isPaused = false;
  #loop: Promise<void> = Promise.resolve();
  /** Starts that ended by themselves, with how: told when it does not become ready. */
  readonly ends: string[] = [];

  constructor(
    readonly name: string,
    private readonly launch: () => Started,
    /** Whether it does its work: it answers, and what it needs answers it. */
    readonly isReady: () => Promise<boolean>,
  ) {}

  /** Starts it, and keeps it running from now on. */
  start(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#loop = this.#loop.then(() => this.#keep());
  }

  /** kill -9; it is started again. Settles when it is gone. */
  async kill(): Promise<void> {
    const killed = this.#running;
    this.#signal('SIGKILL');
    await killed?.ended;
  }

  /** SIGSTOP: it stands still, with everything that it holds. */
  pause(): void {
    this.#isPaused = true;
    this.#signal('SIGSTOP');
  }

  /** SIGCONT. */
  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#signal('SIGCONT');
  }

  /** Ends it in order (or by force after 12 s), and leaves it so. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    this.resume();
    this.#signal('SIGTERM');
    const force = setTimeout(() => this.#signal('SIGKILL'), STOP_WITHIN_MS);
    await this.#loop;
    clearTimeout(force);
  }

  /** Waits until it is ready. Gives false when that takes longer than `withinMs`. */
  async ready(withinMs: number): Promise<boolean> {
    const deadline = performance.now() + withinMs;
    while (!(await this.isReady())) {
      if (performance.now() > deadline) return false;
      await after(LOOK_EVERY_MS);
    }
    return true;
  }

  async #keep(): Promise<void> {
    while (this.#isWanted) {
      try {
        this.#running = this.launch();
      } catch (error) {
        // The campaign itself is being ended: nothing more is started.
        this.#isWanted = false;
        this.ends.push((error as Error).message);
        return;
      }
      this.#isPaused = false;
      const how = await this.#running.ended;
      this.#running = null;
      if (!this.#isWanted || how === 'SIGKILL') continue;
      this.ends.push(how);
      await after(PAUSE_MS);
    }
  }

  #signal(name: NodeJS.Signals): void {
    if (!this.#running) return;
    try {
      process.kill(this.#running.pid, name);
    } catch {
      // It ended between the look and the signal.
    }
  }
}
