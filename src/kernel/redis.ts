import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Script } from '../../lua/script.js';
import { within } from './within.js';

/** Redis did not answer, or could not take the script. */
export class RedisAway extends Error {
  override name = 'RedisAway';
  /** `sent`: the script went out, and may have run or run yet. */
  constructor(
    readonly sent: boolean,
    options?: ErrorOptions,
  ) {
    super('Redis does not answer', options);
  }
}

export interface ScriptsSettings {
  url: string;
  /** All that will be run: they are loaded before the first. */
  scripts: readonly Script[];
  log: Logger;
  /** When nothing was heard of Redis for this long although an answer is owed, it is away: 50 ms. */
  patienceMs?: number;
}

const PATIENCE_MS = 50;
/** The first connection of a process may take this long. */
const OPENING_MS = 1_000;
/** While Redis is away one probe at a time goes out, after a pause that doubles between these. */
const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;
/** A connection that owes an answer for this long is broken off and made anew. */
const SOCKET_TIMEOUT_MS = 2_000;
/** What Redis says when it cannot take a script at the moment, which has then done nothing. */
const NOT_NOW = /^(OOM|MISCONF|READONLY|LOADING|BUSY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN)\b/;

interface Owed {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/**
 * Runs scripts inside Redis, each in one round trip over one connection, in the order in which they were asked for and never
 * twice. Whoever asks while Redis is away is told at once; a probe behind their backs finds out when it is there again.
 */
export class RedisScripts {
  readonly #client: Redis;
  readonly #owed = new Set<Owed>();
  readonly #patienceMs: number;
  readonly #whenBack: (() => void)[] = [];
  #state: 'new' | 'up' | 'away' | 'closed' = 'new';
  #opening: Promise<void> | null = null;
  #heardAt = 0;
  #watch: NodeJS.Timeout | null = null;
  #probe: NodeJS.Timeout | null = null;

  /** Opens no connection before the first script. */
  constructor(private readonly settings: ScriptsSettings) {
    this.#patienceMs = settings.patienceMs ?? PATIENCE_MS;
    this.#client = new Redis(settings.url, {
      lazyConnect: true,
      // What is not sent at once is not sent at all, and nothing twice: the caller has decided otherwise by then.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(SHORTEST_PAUSE_MS * 2 ** Math.min(times - 1, 5), LONGEST_PAUSE_MS),
      connectTimeout: SOCKET_TIMEOUT_MS,
      // Our own patience ends first: a socket that is given up earlier would be an outage of our making.
      socketTimeout: SOCKET_TIMEOUT_MS + this.#patienceMs,
      disconnectTimeout: 500,
      disableClientInfo: true,
    });
    this.#client.on('error', () => undefined);
    this.#client.on('close', () => this.#state === 'up' && this.#goAway('its connection was closed'));
  }

  /** False once Redis was found away, until it answers again. */
  get isThere(): boolean {
    return this.#state === 'up' || this.#state === 'new';
  }

  /** Gives the script's answer. Throws RedisAway; what Redis says of a faulty script is thrown as it is. */
  async run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    if (this.#state === 'new') await this.#open();
    if (this.#state !== 'up') throw new RedisAway(false);
    try {
      return await this.#ask(() => this.#client.evalsha(script.sha1, keys.length, ...keys, ...args));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // Somebody emptied Redis's memory of scripts: this one has not run.
      if (error.message.startsWith('NOSCRIPT'))
        return await this.#ask(() => this.#client.eval(script.text, keys.length, ...keys, ...args));
      if (!NOT_NOW.test(error.message)) throw error;
      this.#goAway(error.message);
      throw new RedisAway(false, { cause: error });
    }
  }

  /** Calls `tell` whenever Redis answers again after it was away. */
  onBack(tell: () => void): void {
    this.#whenBack.push(tell);
  }

  close(): void {
    this.#state = 'closed';
    if (this.#watch) clearTimeout(this.#watch);
    if (this.#probe) clearTimeout(this.#probe);
    this.#failOwed();
    this.#client.disconnect();
  }

  /** Connects and loads the scripts; whoever comes meanwhile waits for the same attempt. */
  #open(): Promise<void> {
    this.#opening ??= this.#connected().then(
      () => this.#isUp(),
      (error: unknown) => this.#goAway(error instanceof Error ? error.message : String(error)),
    );
    return this.#opening;
  }

  async #connected(): Promise<void> {
    await within(
      OPENING_MS + this.#patienceMs,
      this.#client.connect().then(() => this.#load()),
      noAnswer,
    );
  }

  async #load(): Promise<void> {
    for (const { text } of this.settings.scripts) await this.#client.script('LOAD', text);
  }

  #ask(send: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#owed.size === 0) this.#heardAt = performance.now();
      const owed: Owed = { resolve, reject };
      this.#owed.add(owed);
      this.#watch ??= setTimeout(() => this.#look(), this.#patienceMs);
      const heard = () => {
        this.#heardAt = performance.now();
        return this.#owed.delete(owed);
      };
      send().then(
        (answer) => heard() && resolve(answer),
        (error: unknown) => {
          if (isReply(error)) heard() && reject(error);
          else if (this.#owed.has(owed)) this.#goAway(error instanceof Error ? error.message : String(error));
        },
      );
    });
  }

  /**
   * One timer watches all that is owed, and it is Redis's silence that counts: a thousand calls that wait behind each other
   * while answers keep coming are no outage.
   */
  #look(): void {
    this.#watch = null;
    if (this.#owed.size === 0) return;
    const left = () => this.#heardAt + this.#patienceMs - performance.now();
    if (left() > 0) {
      this.#watch = setTimeout(() => this.#look(), left());
      return;
    }
    // It may be this process that slept: what has arrived meanwhile is read before Redis is judged.
    this.#watch = setTimeout(() => {
      this.#watch = null;
      if (left() > 0) this.#look();
      else if (this.#owed.size > 0) this.#goAway(`it was silent for ${this.#patienceMs} ms`);
    }, 1);
  }

  #goAway(why: string): void {
    if (this.#state !== 'up' && this.#state !== 'new') return;
    this.#state = 'away';
    this.settings.log.warn({ why }, 'Redis is away: checks are decided without it until it answers');
    this.#failOwed();
    this.#probeAfter(SHORTEST_PAUSE_MS);
  }

  #failOwed(): void {
    const owed = [...this.#owed];
    this.#owed.clear();
    for (const { reject } of owed) reject(new RedisAway(true));
  }

  #probeAfter(pauseMs: number): void {
    this.#probe = setTimeout(async () => {
      const isBack = await this.#answers();
      if (this.#state !== 'away') return;
      if (!isBack) return this.#probeAfter(Math.min(pauseMs * 2, LONGEST_PAUSE_MS));
      this.#isUp();
      this.settings.log.info('Redis is back');
      for (const tell of this.#whenBack) tell();
    }, pauseMs);
    this.#probe.unref();
  }

  /** Whether Redis answers within our patience; after a restart it has to learn the scripts again. */
  async #answers(): Promise<boolean> {
    if (this.#client.status !== 'ready') return false;
    try {
      await within(this.#patienceMs, this.#client.ping(), noAnswer);
      await within(SOCKET_TIMEOUT_MS, this.#load(), noAnswer);
      return true;
    } catch {
      return false;
    }
  }

  #isUp(): void {
    if (this.#state !== 'closed') this.#state = 'up';
  }
}

/** Whether Redis itself answered with this error. */
const isReply = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError';

const noAnswer = () => new Error('Redis does not answer in time');
