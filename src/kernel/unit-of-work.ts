import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { headsLock, receiptsAppend } from '../../cypher/generated/evidence.js';
import type { ClaimParams } from '../../cypher/rows.js';
import type { Caller } from './caller.js';
import type { Clock } from './clock.js';
import { CodedError, DefectError } from './errors.js';
import type { Graph, GraphTransaction } from './graph.js';
import { GroupCommit } from './group-commit.js';
import type { IdempotencyConflict, Outcome } from './outcomes.js';
import { chained, type Done, type PreparedWrite, repeated } from './prepared-write.js';
import { type ReceiptPort, workflowId } from './receipts.js';
import { type Refusal, type Right, type Rights, refusalOf } from './rights.js';
import { commitTogether } from './shared-transaction.js';
import { Turns } from './turns.js';
import { newId } from './values/ids.js';
import { instantOf, utcDay } from './values/instants.js';
import { Answered, WriteStep } from './write-step.js';

/** What a write is: who asks, which row of the rights table it needs, and what exactly was asked. */
export interface WriteSpec {
  caller: Caller;
  /** Row of the rights table, and the scope of the idempotency key. */
  action: string;
  /** The parsed command, without its idempotency key: its hash tells a repetition from another input. */
  command: unknown;
  idempotencyKey?: string | null | undefined;
  /** Writes of the same hot key wait in this process instead of in the database. */
  turn?: string;
  /**
   * Writes of this action that come at once may share a transaction. Its body locks before anything else, and its
   * statements are declared `grouped`.
   */
  grouped?: true;
}

/** Runs writes: checks the right, claims the key, and lets nothing be committed without its receipt. */
export class UnitOfWork {
  readonly #turns = new Turns();
  readonly #groups: GroupCommit;

  constructor(
    private readonly graph: Graph,
    private readonly clock: Clock,
    private readonly receipts: ReceiptPort,
    private readonly rights: Rights,
    /** Told of every commit that left receipts; wakes the sealer. Must not throw. */
    private readonly onCommitted: (tenantId: string) => void = () => undefined,
  ) {
    this.#groups = new GroupCommit(
      (write) => this.#alone(write),
      (writes) => commitTogether({ graph, clock, receipts }, writes),
    );
  }

  /**
   * Runs one write. `body` locks first (`step.lock`), decides, writes and leaves receipts; what it returns is the answer,
   * saved under the key. A body that wrote nothing is rolled back with its claim. The body may run several times.
   * Throws FORBIDDEN or SEAT_REQUIRED, after their receipt is committed, when the caller may not.
   */
  async write<O extends Outcome>(
    spec: WriteSpec,
    body: (step: WriteStep) => Promise<O>,
  ): Promise<O | IdempotencyConflict> {
    await this.authorize(spec.caller, spec.action);
    return this.#write(spec, body);
  }

  /** Checks a right (by default the action's own row); a refusal leaves a receipt in the caller's activity chain and then throws its coded error. */
  async authorize(caller: Caller, action: string, right: Right | undefined = this.rights[action]): Promise<void> {
    if (!right) throw new DefectError(`No row of the rights table is called ${action}`);
    const refusal = refusalOf(caller, right);
    if (!refusal) return;
    await this.#recordRefusal(caller, action, refusal);
    throw refusalError(refusal, right.anyRole, right.scope);
  }

  async #write<O extends Outcome>(
    spec: WriteSpec,
    body: (step: WriteStep) => Promise<O>,
  ): Promise<O | IdempotencyConflict> {
    const { caller, action } = spec;
    // Drawn before the body, which may run again.
    const claim: ClaimParams = {
      scope: `${caller.type}:${caller.id}:${action}`,
      key: spec.idempotencyKey || newId(),
      inputSha256: createHash('sha256')
        .update(canonicalize(spec.command) ?? '')
        .digest('hex'),
      at: instantOf(this.clock.now()),
    };
    const write: PreparedWrite<O> = { caller, claim, receiptIds: [], body, askedAt: performance.now() };
    const done = await this.#run(spec, write);
    if (done.receipts > 0) this.onCommitted(caller.tenantId);
    return done.answer;
  }

  #run<O extends Outcome>({ caller, action, turn, grouped }: WriteSpec, write: PreparedWrite<O>): Promise<Done<O>> {
    if (turn) return this.#turns.take(`${caller.tenantId} ${turn}`, () => this.#alone(write));
    if (grouped) return this.#groups.join(`${caller.tenantId} ${action}`, write) as Promise<Done<O>>;
    return this.#alone(write);
  }

  #alone<O extends Outcome>(write: PreparedWrite<O>): Promise<Done<O>> {
    return this.graph.transact((tx) => this.#attempt(tx, write), write.askedAt);
  }

  async #attempt<O extends Outcome>(
    tx: GraphTransaction,
    write: PreparedWrite<O>,
  ): Promise<{ commit: boolean; value: Done<O> }> {
    const { caller, claim, body } = write;
    const run: GraphTransaction['run'] = (statement, params) => tx.run(statement, params);
    const step = new WriteStep({ lock: run, read: run, write: run }, caller, claim, this.clock);
    try {
      const answer = await body(step);
      const left = chained(this.receipts, write, step, answer);
      if (!left) return { commit: false, value: { answer, receipts: 0 } };
      const { saved, heads } = left;
      const appended = tx.run(receiptsAppend, { tenantId: caller.tenantId, saved: [saved], heads, abandoned: [] });
      const [rows] = await Promise.all([appended, ...step.writes]);
      if (rows[0]?.saved !== 1) throw new DefectError(`The receipts of ${claim.scope} were not appended`);
      return { commit: true, value: { answer, receipts: step.drafts.length } };
    } catch (error) {
      // Whatever is still under way must end before the transaction is rolled back.
      await Promise.allSettled(step.writes);
      if (!(error instanceof Answered)) throw error;
      return { commit: false, value: repeated(error, claim.inputSha256) };
    }
  }

  async #recordRefusal(caller: Caller, action: string, refusal: Refusal): Promise<void> {
    const { route, method, ip, userAgent } = caller.request;
    const id = workflowId('activity', `${caller.id}:${utcDay(instantOf(this.clock.now()))}`);
    const command = { action, route, method };
    await this.#write({ caller, action: 'recordRefusal', command }, async (step) => {
      await step.lock(headsLock, { heads: [{ id, kind: 'activity' }] });
      step.receipt({
        workflow: id,
        step: refusal.reason === 'SEAT' ? 'BLOCK_SEAT' : 'REFUSE_ROLE',
        outcome: 'BLOCKED',
        resource: { type: 'Action', id: action, version: null },
        business: {
          event: refusal.reason === 'SEAT' ? 'decision_seat_blocked' : 'role_refused',
          seat_type: caller.seat?.toLowerCase() ?? null,
          metadata:
            refusal.reason === 'SEAT'
              ? { requiredSeat: refusal.requiredSeat.toLowerCase(), route, method }
              : { route, method },
        },
        personal: ip || userAgent ? { content: { ip, user_agent: userAgent }, about: [caller.id] } : null,
      });
      return { __typename: 'RefusalRecorded' };
    });
  }
}

function refusalError(refusal: Refusal, anyRole: readonly string[] | null, scope: string | null): CodedError {
  switch (refusal.reason) {
    case 'SEAT': {
      const seat = refusal.requiredSeat.toLowerCase();
      return new CodedError('SEAT_REQUIRED', `This needs a ${seat} seat; ask your RevOps admin for one.`, {
        requiredSeat: seat,
      });
    }
    case 'ROLE':
      return new CodedError('FORBIDDEN', `This needs one of these roles: ${anyRole?.join(', ')}.`);
    case 'SCOPE':
      return new CodedError(
        'FORBIDDEN',
        scope ? `This API key lacks the scope ${scope}.` : 'API keys may not do this.',
      );
  }
}
