import { logHeadFind, receiptsListChain, workflowFind } from '../../cypher/generated/evidence.js';
import type { StoredReceipt, TellingOfRemovals } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';
import { HASH_BYTES, leafHash, TILE_WIDTH } from './log/merkle.js';
import { hashesOf } from './read-log.js';
import type { ReceiptBody, WorkflowKind } from './receipt/body.js';
import { sha256Hex } from './receipt/canonical.js';
import { emptyHead, headAfter, linkFailure, type WorkflowHead } from './receipt/chain.js';
import { bodyOf, type PayloadKind } from './receipt/stored.js';
import { type Gone, matches, Removals } from './removals.js';

/** What is said of a text that is no receipt. */
export const NO_RECEIPT = 'the body is not a receipt in canonical form';

/** A log as it was read: its size and right edge. */
interface ReadLog {
  size: number;
  edge: Int8Array;
}

/** Receipts of a chain that are read at a time. */
const CHAIN_PAGE = 500;
/** Full tiles kept while chains are checked: 4 MB. */
const MOST_TILES = 512;

/** Checks stored receipts of one tenant: against their chain, the log, and what they committed to. */
export class ReceiptCheck {
  readonly #tiles = new Map<number, Promise<Uint8Array | null>>();
  #log: ReadLog | undefined;
  #removals: Promise<Removals> | null = null;

  private constructor(
    private readonly graph: Runtime['graph'],
    private readonly tenantId: string,
    log: ReadLog | undefined,
  ) {
    this.#log = log;
  }

  /** Begins by reading where the log ends. */
  static async open(graph: Runtime['graph'], tenantId: string): Promise<ReceiptCheck> {
    const [log] = await graph.read(logHeadFind, tenantId, {});
    return new ReceiptCheck(graph, tenantId, log);
  }

  /** Entries of the log as it was read last. */
  get logSize(): number {
    return this.#log?.size ?? 0;
  }

  /**
   * Why a receipt does not stand behind `head` and the stored receipt before it: hash, links, what the graph repeats of its
   * body, its place in the log and the leaf there. Null when it does.
   */
  async failureOf(
    row: StoredReceipt,
    body: ReceiptBody,
    head: WorkflowHead,
    before: StoredReceipt | null,
  ): Promise<string | null> {
    return (
      (sha256Hex(row.body) === row.sha256 ? null : 'sha256 is not the hash of the body') ??
      linkFailure(head, body) ??
      repetitionFailure(row, body) ??
      (await this.#placeFailure(before, row)) ??
      (await this.#leafFailure(row))
    );
  }

  /**
   * Whether a payload is what its receipt committed to. One that is gone is `erased` or `removed` when a receipt tells of its
   * erasure, or that its time was up; else that is its failure.
   */
  async payload(kind: PayloadKind, row: StoredReceipt, body: ReceiptBody): Promise<'none' | 'held' | Gone | Failure> {
    const [payload, committed] =
      kind === 'business' ? [row.business, body.business_commitment] : [row.personal, body.personal_commitment];
    if (!payload && !committed) return 'none';
    if (!committed) return { reason: `a ${kind} payload is stored, but none was committed to` };
    if (!payload) {
      const gone = (await this.#knownRemovals()).whyGone(kind, row);
      return gone ?? { reason: `the ${kind} payload is gone, and no receipt tells of its erasure` };
    }
    return matches(payload, committed) ? 'held' : { reason: `the ${kind} payload does not match its commitment` };
  }

  /** Read once, when a payload is missed. */
  #knownRemovals(): Promise<Removals> {
    const chains = new Map<string, Promise<ReadonlySet<string>>>();
    this.#removals ??= Removals.read(this.graph, this.tenantId, async (row) => this.#isEvidence(row, chains));
    return this.#removals;
  }

  /** A receipt is evidence in the log; until it is there, in a chain that holds to its head, where the sealer will take it from. */
  async #isEvidence(row: TellingOfRemovals, chains: Map<string, Promise<ReadonlySet<string>>>): Promise<boolean> {
    if (row.leafIndex !== null) return !(await this.#leafFailure(row));
    if (!row.unsealed) return false;
    const chain = chains.get(row.workflowId) ?? this.#heldChain(row.workflowId);
    chains.set(row.workflowId, chain);
    return (await chain).has(row.id);
  }

  /** Ids of a chain's receipts; none when it does not hold. */
  async #heldChain(workflowId: string): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    const [end] = await this.graph.read(workflowFind, this.tenantId, { workflowId });
    if (!end) return ids;
    let head = emptyHead(workflowId, end.kind as WorkflowKind);
    let before: StoredReceipt | null = null;
    while (head.seq < end.seq) {
      const place = { workflowId, afterSeq: head.seq, most: Math.min(CHAIN_PAGE, end.seq - head.seq) };
      const page: StoredReceipt[] = await this.graph.read(receiptsListChain, this.tenantId, place);
      if (page.length === 0) return new Set();
      for (const row of page) {
        const body = bodyOf(row.body);
        if (!body || (await this.failureOf(row, body, head, before))) return new Set();
        ids.add(row.id);
        head = headAfter(body, row.sha256);
        before = row;
      }
    }
    return head.sha256 === end.sha256 ? ids : new Set();
  }

  /** A chain is sealed in its own order: leaves rise, and nothing is sealed behind what is not. */
  async #placeFailure(before: StoredReceipt | null, { workflowId, leafIndex }: StoredReceipt): Promise<string | null> {
    if (!before || leafIndex === null) return null;
    let last = before.leafIndex;
    if (last === null) {
      // Both may have been sealed between the reading of the one and of the other.
      const one = { workflowId, afterSeq: before.workflowSeq - 1, most: 1 };
      last = (await this.graph.read(receiptsListChain, this.tenantId, one))[0]?.leafIndex ?? null;
    }
    if (last === null) return 'the receipt before it is not in the log';
    return leafIndex > last ? null : 'its place in the log is not behind the one before';
  }

  /** Whoever rewrites a chain to its end must rewrite the log too; its tiles are asked what the leaf was. */
  async #leafFailure({ leafIndex, body }: Pick<StoredReceipt, 'leafIndex' | 'body'>): Promise<string | null> {
    if (leafIndex === null) return null;
    if (!this.#log || leafIndex >= this.#log.size) {
      // Sealed after the log was read: it has grown, and its last tile with it.
      [this.#log] = await this.graph.read(logHeadFind, this.tenantId, {});
      this.#tiles.clear();
    }
    if (!this.#log || leafIndex >= this.#log.size) return `the log ends before leaf ${leafIndex}`;
    const at = (leafIndex % TILE_WIDTH) * HASH_BYTES;
    const tile = await this.#tile(this.#log, Math.floor(leafIndex / TILE_WIDTH));
    const logged = tile?.subarray(at, at + HASH_BYTES);
    const same = logged !== undefined && Buffer.compare(logged, leafHash(Buffer.from(body, 'utf8'))) === 0;
    return same ? null : `the log has another receipt at leaf ${leafIndex}`;
  }

  #tile(log: ReadLog, index: number): Promise<Uint8Array | null> {
    const tile = this.#tiles.get(index) ?? hashesOf(this.graph, this.tenantId, log, 0, index);
    if (this.#tiles.size >= MOST_TILES) this.#tiles.delete(this.#tiles.keys().next().value as number);
    this.#tiles.set(index, tile);
    return tile;
  }
}

/** Why something does not hold. */
export interface Failure {
  reason: string;
}

/** Lists and listeners read what the graph repeats of the body: a hand edit there would mislead them. */
function repetitionFailure(row: StoredReceipt, body: ReceiptBody): string | null {
  const repeated: [string, unknown, unknown][] = [
    ['id', row.id, body.id],
    ['createdAt', row.at, body.timestamp],
    ['workflowId', row.workflowId, body.workflow_id],
    ['workflowKind', row.workflowKind, body.workflow_kind],
    ['workflowSeq', row.workflowSeq, body.workflow_seq],
    ['step', row.step, body.workflow_step],
    ['outcome', row.outcome, body.outcome],
    ['subjectType', row.subjectType, body.subject.type],
    ['subjectId', row.subjectId, body.subject.id],
    ['resourceType', row.resourceType, body.resource_ref?.type],
    ['resourceId', row.resourceId, body.resource_ref?.id],
  ];
  const wrong = repeated.find(([, stored, told]) => stored !== told);
  return wrong ? `the stored ${wrong[0]} is not the body's` : null;
}
