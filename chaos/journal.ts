import { randomUUID } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Answer, Entry, Outcome, Read } from './world.js';

/**
 * What the clients asked and heard, on disk line by line: a write stands there before it is sent, an answer as it comes.
 * The memory of it is what the check reads.
 */
export class Journal {
  readonly entries: Entry[] = [];
  #reads: Read[] = [];
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a', 0o600);
  }

  /** Notes a write that is about to be asked for. */
  ask(what: Pick<Entry, 'round' | 'tenantId' | 'kind' | 'idempotencyKey' | 'caller' | 'input'>): Entry {
    const entry: Entry = { id: randomUUID(), ...what, askedAt: Date.now(), answers: [], state: 'open', outcome: null };
    this.entries.push(entry);
    this.#line({ asked: entry });
    return entry;
  }

  /** Notes what came of one try. */
  answer(entry: Entry, answer: Answer): void {
    entry.answers.push(answer);
    this.#line({ answered: entry.id, ...answer });
  }

  /** Notes what the client knows now. An acknowledgement stays one, whatever another try of the same write hears. */
  settle(entry: Entry, state: Entry['state'], outcome: Outcome | null = null): void {
    if (entry.state === 'acknowledged') return;
    entry.state = state;
    entry.outcome = outcome;
    this.#line({ settled: entry.id, state, outcome });
  }

  /** Notes which ids a read showed. */
  read(read: Read): void {
    this.#reads.push(read);
    this.#line({ read });
  }

  /** The reads since the last call. */
  takeReads(): Read[] {
    const taken = this.#reads;
    this.#reads = [];
    return taken;
  }

  /** A remark between the lines: where a round begins, with its faults. */
  note(remark: object): void {
    this.#line({ note: remark, at: Date.now() });
  }

  close(): void {
    closeSync(this.#file);
  }

  #line(line: object): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}
