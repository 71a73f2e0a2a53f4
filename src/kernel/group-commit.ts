import { TRY_AGAIN_FOR_MS, unavailable } from './patience.js';
import type { Done, PreparedWrite } from './prepared-write.js';
import type { Carried } from './shared-transaction.js';

/** Most writes of one transaction: at 16 one costs a fifth of what it costs alone; more save little, and fail together. */
const MOST = 16;
/** Transactions of one line under way at once: so few that others gather meanwhile, and enough to keep a database busy. */
const AT_ONCE = 2;
/** One that takes longer waits for a lock, which is no reason to let the others of its line wait with it. */
const SLOW_MS = 1_000;

interface Waiting {
  write: PreparedWrite;
  resolve(done: Done): void;
  reject(error: unknown): void;
}

/** The writes of one tenant and kind: some under way, others waiting to go together. */
interface Line {
  waiting: Waiting[];
  underWay: number;
}

/**
 * Lets writes that come at once share transactions. A write that finds few others under way goes by itself, without
 * waiting; who comes while the line is full goes with those who wait beside it, as soon as one transaction is done.
 */
export class GroupCommit {
  readonly #lines = new Map<string, Line>();

  constructor(
    private readonly alone: (write: PreparedWrite) => Promise<Done>,
    private readonly together: (writes: PreparedWrite[]) => Promise<Carried[]>,
  ) {}

  /** Runs a write in its line, named by tenant and kind. Throws UNAVAILABLE when it was not its turn within 10 s. */
  join(name: string, write: PreparedWrite): Promise<Done> {
    return new Promise((resolve, reject) => {
      const line = this.#lines.get(name) ?? { waiting: [], underWay: 0 };
      this.#lines.set(name, line);
      line.waiting.push({ write, resolve, reject });
      this.#start(name, line);
    });
  }

  #start(name: string, line: Line): void {
    while (line.underWay < AT_ONCE && line.waiting.length > 0) {
      const group = takeGroup(line);
      line.underWay++;
      const leave = once(() => {
        line.underWay--;
        this.#start(name, line);
      });
      const slow = setTimeout(leave, SLOW_MS);
      void this.#run(group).then(() => {
        clearTimeout(slow);
        leave();
      });
    }
    if (line.underWay === 0 && line.waiting.length === 0) this.#lines.delete(name);
  }

  /** Settles when the group's transaction has ended; who must go by itself then is not waited for. */
  async #run(group: Waiting[]): Promise<void> {
    const [only] = group;
    if (group.length === 1 && only) return this.#goAlone(only);
    // A shared transaction that failed has done nothing that its writes would not find under their keys.
    const carried = await this.together(group.map(({ write }) => write)).catch((): Carried[] => []);
    group.forEach((one, place) => {
      const came = carried[place];
      if (!came) void this.#goAlone(one);
      else if ('error' in came) one.reject(came.error);
      else one.resolve(came.done);
    });
  }

  #goAlone({ write, resolve, reject }: Waiting): Promise<void> {
    if (performance.now() - write.askedAt > TRY_AGAIN_FOR_MS) return Promise.resolve(reject(unavailable()));
    return this.alone(write).then(resolve, reject);
  }
}

/** Takes the first of a line and those who may go with them: two of one key would both find it new. */
function takeGroup(line: Line): Waiting[] {
  const keys = new Set<string>();
  const group: Waiting[] = [];
  const left: Waiting[] = [];
  for (const one of line.waiting) {
    const { scope, key } = one.write.claim;
    const name = `${scope} ${key}`;
    if (group.length === MOST || keys.has(name)) left.push(one);
    else group.push(one);
    keys.add(name);
  }
  line.waiting = left;
  return group;
}

function once(run: () => void): () => void {
  let hasRun = false;
  return () => {
    if (hasRun) return;
    hasRun = true;
    run();
  };
}
