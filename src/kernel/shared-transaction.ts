import { receiptsAppend } from '../../cypher/generated/evidence.js';
import type { Locked, MovedHead, SavedAnswer } from '../../cypher/rows.js';
import type { Statement } from '../../cypher/statement.js';
import type { Clock } from './clock.js';
import { DefectError } from './errors.js';
import type { Graph, GraphTransaction } from './graph.js';
import type { Outcome } from './outcomes.js';
import { chained, type Done, type PreparedWrite, repeated } from './prepared-write.js';
import type { ReceiptPort } from './receipts.js';
import { Answered, type StepTransaction, WriteStep } from './write-step.js';

/** Longer than a lock is waited for (3 s), and short enough for each write to be tried by itself afterwards. */
const WITHIN_MS = 5_000;

/** What became of one write of a shared transaction; null: nothing yet, it must be tried by itself. */
export type Carried = { done: Done } | { error: unknown } | null;

type AnyStatement = Statement<never, unknown>;
type PlacedRow = Locked & { place: number };

/** Another write of the group holds the same chain. */
class Crowded extends Error {}

/** One write of the group: its body runs up to its lock, and on when the locks of all are had. */
class Member implements StepTransaction {
  readonly step: WriteStep;
  readonly ended: Promise<{ answer: Outcome } | { error: unknown }>;
  readonly sent: { statement: AnyStatement; params: object }[] = [];
  asked: { statement: AnyStatement; params: object } | null = null;
  /** Lets the body go on with the row of its lock, without one, or with an error. */
  goOn: (row: PlacedRow | undefined | Crowded) => void = () => undefined;

  constructor(
    readonly claimed: PreparedWrite,
    clock: Clock,
    private readonly tx: GraphTransaction,
  ) {
    this.step = new WriteStep(this, claimed.caller, claimed.claim, clock);
    this.ended = claimed.body(this.step).then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    );
  }

  lock<R>(statement: Statement<never, R>, params: object): Promise<R[]> {
    this.asked = { statement, params };
    return new Promise((resolve, reject) => {
      this.goOn = (row) => (row instanceof Crowded ? reject(row) : resolve(row ? [row as R] : []));
    });
  }

  read<R>(statement: Statement<never, R>, params: object): Promise<R[]> {
    return this.tx.run(statement, params);
  }

  write(statement: AnyStatement, params: object): Promise<void> {
    this.sent.push({ statement, params });
    return Promise.resolve();
  }
}

/**
 * Runs writes of one tenant and kind in one transaction (group commit): one lock statement, one of each that writes, one
 * commit. Each keeps its own key, locks, facts, verdict and receipts, as if it were alone; one that fails by itself, or
 * whose chain another of them holds, takes nothing from the others. Throws when the transaction failed: then none happened,
 * unless its answer was lost, and each finds out under its own key.
 */
export function commitTogether(
  { graph, clock, receipts }: { graph: Graph; clock: Clock; receipts: ReceiptPort },
  writes: readonly PreparedWrite[],
): Promise<Carried[]> {
  return graph.transactOnce(WITHIN_MS, async (tx) => {
    const members = writes.map((write) => new Member(write, clock, tx));
    await lockAll(tx, members);
    const results = await Promise.all(members.map((member) => conclude(receipts, member)));
    const saved = results.flatMap((result) => result.saved ?? []);
    if (saved.length > 0) await append(tx, members, results, saved);
    return { commit: saved.length > 0, value: results.map(({ carried }) => carried) };
  });
}

/** Takes the locks of all, and lets each body go on with what it locked. */
async function lockAll(tx: GraphTransaction, members: Member[]): Promise<void> {
  const asking = members.filter(({ asked }) => asked);
  const statement = asking[0]?.asked?.statement;
  if (!statement) return;
  if (asking.some(({ asked }) => asked?.statement !== statement))
    throw new DefectError('Writes of one kind lock alike');
  const rows = new Map((await together(tx, statement, asking.map(paramsOfLock))).map((row) => [row.place, row]));
  const held = new Set<string>();
  asking.forEach((member, place) => {
    const row = rows.get(place);
    const ids = row?.heads.map(({ id }) => id) ?? [];
    const isCrowded = ids.some((id) => held.has(id));
    member.goOn(isCrowded ? new Crowded() : row);
    for (const id of ids) held.add(id);
  });
}

const paramsOfLock = ({ asked }: Member): object => asked?.params ?? {};

/** Runs the grouped form of a statement with the parameters of each. */
function together(tx: GraphTransaction, { name, grouped }: AnyStatement, group: object[]): Promise<PlacedRow[]> {
  if (!grouped) throw new DefectError(`${name} is not declared grouped`);
  const { tenantId } = group[0] as { tenantId: string };
  return tx.run({ text: grouped }, { tenantId, group });
}

interface Result {
  carried: Carried;
  saved?: SavedAnswer;
  heads?: MovedHead[];
}

async function conclude(port: ReceiptPort, { claimed, step, ended }: Member): Promise<Result> {
  const end = await ended;
  try {
    if ('error' in end) throw end.error;
    const left = chained(port, claimed, step, end.answer);
    return { carried: { done: { answer: end.answer, receipts: step.drafts.length } }, ...left };
  } catch (error) {
    if (error instanceof Crowded) return { carried: null };
    if (error instanceof Answered) return { carried: { done: repeated(error, claimed.claim.inputSha256) } };
    return { carried: { error } };
  }
}

/** Writes what the bodies sent and their receipts; lets go of keys that were claimed for nothing. */
async function append(tx: GraphTransaction, members: Member[], results: Result[], saved: SavedAnswer[]): Promise<void> {
  const sent = new Map<AnyStatement, object[]>();
  members.forEach((member, place) => {
    if (!results[place]?.saved) return;
    for (const { statement, params } of member.sent) {
      sent.set(statement, [...(sent.get(statement) ?? []), params]);
    }
  });
  const written = [...sent].map(([statement, group]) => together(tx, statement, group));
  const appended = tx.run(receiptsAppend, {
    tenantId: members[0]?.step.tenantId,
    saved,
    heads: results.flatMap(({ heads = [] }) => heads),
    abandoned: members.flatMap(({ claimed: { claim } }, place) =>
      results[place]?.saved ? [] : [{ scope: claim.scope, key: claim.key }],
    ),
  });
  const [rows] = await Promise.all([appended, ...written]);
  if (rows[0]?.saved !== saved.length) throw new DefectError('The receipts of a group were not appended');
}
