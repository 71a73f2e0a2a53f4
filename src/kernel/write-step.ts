import type { ClaimParams, ClaimRow, HeadRow, Locked } from '../../cypher/rows.js';
import type { Statement } from '../../cypher/statement.js';
import type { Caller } from './caller.js';
import type { Clock } from './clock.js';
import { DefectError } from './errors.js';
import type { ReceiptDraft } from './receipts.js';
import { type Instant, instantOf, later } from './values/instants.js';

/** Ends a body whose key was claimed before; the unit of work answers with what was saved. */
export class Answered extends Error {
  constructor(readonly claim: ClaimRow) {
    super('This key was answered before');
  }
}

/** How a step reaches its transaction, which may be its own or one that it shares. */
export interface StepTransaction {
  /** Runs the write's first statement. */
  lock<R>(statement: Statement<never, R>, params: object): Promise<R[]>;
  read<R>(statement: Statement<never, R>, params: object): Promise<R[]>;
  /** Settles when what was sent is done, or at once where it is sent later with that of others. */
  write(statement: Statement<never, unknown>, params: object): Promise<unknown>;
}

/** Parameters that a lock statement is given by the step itself. */
type OwnParams = 'claim';

/** One run of a write's body, handed to it: lock, read, write, leave receipts. */
export class WriteStep {
  readonly drafts: ReceiptDraft[] = [];
  /** Writes under way; they are sent without waiting, and awaited together before the commit. */
  readonly writes: Promise<unknown>[] = [];
  heads: HeadRow[] = [];
  #now: Instant | null = null;

  constructor(
    private readonly tx: StepTransaction,
    readonly caller: Caller,
    private readonly claim: ClaimParams,
    private readonly clock: Clock,
  ) {}

  get tenantId(): string {
    return this.caller.tenantId;
  }

  /**
   * Runs the write's first statement: it claims the key, takes every lock in the order of the ledger, and reads the facts
   * behind them. Gives its row, or null when what it matches is not there. Once per body.
   */
  async lock<P extends object, R extends Locked>(
    statement: Statement<P, R>,
    params: Omit<P, OwnParams>,
  ): Promise<R | null> {
    if (this.#now) throw new DefectError(`A second lock in one write: ${statement.name}`);
    const [row] = await this.tx.lock<R>(statement, { ...params, claim: this.claim, tenantId: this.tenantId });
    if (!row) return null;
    if (row.claim.answer !== null || row.claim.inputSha256 !== this.claim.inputSha256) throw new Answered(row.claim);
    this.heads = row.heads;
    this.#now = row.heads.reduce((now, head) => later(now, head.lastAt ?? now), instantOf(this.clock.now()));
    return row;
  }

  /** The time of this write, read behind the lock: never before the last receipt of a locked chain. */
  get now(): Instant {
    if (!this.#now) throw new DefectError('The time was asked for before the lock');
    return this.#now;
  }

  /** Reads one more fact inside the transaction, behind the locks. */
  async read<P extends object, R>(statement: Statement<P, R>, params: P): Promise<R[]> {
    return this.tx.read<R>(statement, { ...params, tenantId: this.tenantId });
  }

  /** Sends a write without waiting for it; it fails the whole write when it fails. */
  write<P extends object, R>(statement: Statement<P, R>, params: P): void {
    if (!this.#now) throw new DefectError(`A write before the lock: ${statement.name}`);
    const sent = this.tx.write(statement, { ...params, tenantId: this.tenantId });
    sent.catch(() => undefined);
    this.writes.push(sent);
  }

  /** Leaves a receipt; its workflow must be one of the locked heads. */
  receipt(draft: ReceiptDraft): void {
    if (!this.heads.some((head) => head.id === draft.workflow)) {
      throw new DefectError(`The chain ${draft.workflow} is not locked`);
    }
    this.drafts.push(draft);
  }
}
