import { receiptsListByChains } from '../../../cypher/generated/evidence.js';
import type { ChainedReceipt } from '../../../cypher/rows.js';
import type { Graph } from '../../kernel/graph.js';
import { PAGE, type Properties } from '../../kernel/rebuild.js';
import { eachWorkflow, type WorkflowEnd } from '../list-workflows.js';
import type { ReceiptBody, WorkflowKind } from '../receipt/body.js';
import { emptyHead, headAfter, type WorkflowHead } from '../receipt/chain.js';
import { bodyOf, type PayloadKind } from '../receipt/stored.js';
import { NO_RECEIPT, type ReceiptCheck } from '../receipt-check.js';
import type { ReceiptName, StateFinding } from './finding.js';
import { ChainReader, type ChainTelling, type Loss, type Registry } from './telling.js';

type Reading = Pick<Graph, 'read'>;

/** A chain, or a part of a long one, after its receipts were checked. */
export interface CheckedChain extends ChainTelling {
  findings: StateFinding[];
  /** Ids of what receipts without a payload were about, and of the chain's subject. */
  lost: { id: string; loss: Loss; step: string; kind: string; at: string }[];
  /** What was read: each receipt's leaf, or null, and which payloads it has. */
  read: { id: string; leafIndex: number | null; payloads: PayloadKind[] }[];
  payloads: { verified: number; erased: number; removed: number };
  /** Types of snapshots that nothing rebuilds. */
  unknown: string[];
  isEnd: boolean;
}

/** Reads every chain of a tenant and checks it; what it tells is told as far as its receipts hold. */
export async function* checkedChains(
  graph: Reading,
  tenantId: string,
  check: ReceiptCheck,
  registry: Registry,
): AsyncGenerator<CheckedChain> {
  const heads = new Heads(eachWorkflow({ graph: graph as Graph }, tenantId));
  let chain: OpenChain | null = null;
  for await (const row of eachReceipt(graph, tenantId)) {
    if (chain?.workflowId !== row.workflowId) {
      if (chain) yield chain.end(await heads.take(chain.workflowId));
      chain = new OpenChain(row, check, registry);
    }
    await chain.take(row);
    if (chain.isLong) yield chain.part(false);
  }
  if (chain) yield chain.end(await heads.take(chain.workflowId));
  const findings = await heads.withoutReceipts();
  if (findings.length > 0) yield { ...nothing(), findings };
}

async function* eachReceipt(graph: Reading, tenantId: string): AsyncGenerator<ChainedReceipt> {
  for (let place = { afterWorkflow: '', afterSeq: 0 }; ; ) {
    const page = await graph.read(receiptsListByChains, tenantId, { ...place, most: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    place = { afterWorkflow: last.workflowId, afterSeq: last.workflowSeq };
  }
}

const nothing = (): CheckedChain => ({
  ...{ nodes: [], digests: [], datedEdges: [], findings: [], lost: [], read: [], unknown: [], isEnd: false },
  payloads: { verified: 0, erased: 0, removed: 0 },
});

/** The heads of all chains by id, beside the chains in the same order. */
class Heads {
  #next: WorkflowEnd | 'none' | null = null;
  readonly #lonely: StateFinding[] = [];

  constructor(private readonly heads: AsyncGenerator<WorkflowEnd>) {}

  /** The head of a chain; null when it has none. Heads before it have no receipts. */
  async take(workflowId: string): Promise<WorkflowEnd | null> {
    for (;;) {
      this.#next ??= await this.#read();
      const head = this.#next;
      if (head === 'none' || head.id > workflowId) return null;
      this.#next = null;
      if (head.id === workflowId) return head;
      this.#noteLonely(head);
    }
  }

  /** Heads that name receipts which are not there: their chains were taken away whole. */
  async withoutReceipts(): Promise<StateFinding[]> {
    if (this.#next && this.#next !== 'none') this.#noteLonely(this.#next);
    for await (const head of this.heads) this.#noteLonely(head);
    return this.#lonely;
  }

  async #read(): Promise<WorkflowEnd | 'none'> {
    const { value } = await this.heads.next();
    return value ?? 'none';
  }

  #noteLonely({ id, seq }: WorkflowEnd): void {
    if (seq > 0) this.#lonely.push(chainFinding(id, `its head names ${seq} receipts, none is there`, null));
  }
}

/** A chain while its receipts are taken. */
class OpenChain {
  readonly workflowId: string;
  #part = nothing();
  #head: WorkflowHead;
  #before: ChainedReceipt | null = null;
  #isBroken = false;
  readonly #reader: ChainReader;

  constructor(
    { workflowId, workflowKind }: ChainedReceipt,
    private readonly check: ReceiptCheck,
    registry: Registry,
  ) {
    this.workflowId = workflowId;
    this.#head = emptyHead(workflowId, workflowKind as WorkflowKind);
    this.#reader = new ChainReader(registry);
  }

  get isLong(): boolean {
    return this.#part.read.length >= PAGE || this.#reader.digests >= PAGE;
  }

  async take(row: ChainedReceipt): Promise<void> {
    const payloads = (['business', 'personal'] as const).filter((kind) => row[kind] !== null);
    this.#part.read.push({ id: row.id, leafIndex: row.leafIndex, payloads });
    const body = bodyOf(row.body);
    const failure = body ? await this.#failureOf(row, body) : NO_RECEIPT;
    if (!body || failure) {
      // Behind the first receipt that fails, nothing of the chain is taken for true.
      if (!this.#isBroken) this.#fail(row, failure ?? NO_RECEIPT);
      this.#isBroken = true;
      this.#lose(row, body, 'unsettled');
      return;
    }
    this.#head = headAfter(body, row.sha256);
    this.#before = row;
    const business = await this.#payload('business', row, body);
    const personal = await this.#payload('personal', row, body);
    this.#checkSurroundings(row);
    this.#part.unknown.push(...this.#reader.take(body, business, personal));
  }

  /** What was taken since the last part; all nodes come with the last. */
  part(isEnd: boolean): CheckedChain {
    const { digests, ...telling } = this.#reader.end();
    const part = { ...this.#part, digests: digests.splice(0), isEnd };
    this.#part = nothing();
    return isEnd ? { ...part, ...telling } : part;
  }

  end(head: WorkflowEnd | null): CheckedChain {
    const { workflowId, kind, seq, sha256, lastReceiptId, lastTimestamp } = this.#head;
    const fail = (reason: string) => this.#part.findings.push(chainFinding(workflowId, reason, lastReceiptId));
    if (!head) fail('it has lost its head');
    else if (this.#isBroken) return this.part(true);
    else if (head.seq !== seq) fail(`its head names receipt ${head.seq} as the last, the last that is there is ${seq}`);
    else if (head.sha256 !== sha256 || head.lastReceiptId !== lastReceiptId)
      fail('its head does not name its last receipt');
    else if (head.kind !== kind || head.lastAt !== lastTimestamp) fail('its head does not say its kind and last time');
    return this.part(true);
  }

  async #failureOf(row: ChainedReceipt, body: ReceiptBody): Promise<string | null> {
    return this.#isBroken ? 'a receipt before it' : this.check.failureOf(row, body, this.#head, this.#before);
  }

  async #payload(kind: PayloadKind, row: ChainedReceipt, body: ReceiptBody): Promise<Properties | null> {
    const state = await this.check.payload(kind, row, body);
    if (state === 'none') return null;
    if (state === 'held') {
      this.#part.payloads.verified += 1;
      return JSON.parse(row[kind]?.content ?? 'null');
    }
    if (typeof state === 'object') this.#fail(row, state.reason);
    else this.#part.payloads[state] += 1;
    if (kind === 'business') this.#lose(row, body, typeof state === 'object' ? 'unsettled' : state);
    return null;
  }

  /** What the graph has around a receipt: the mark of the sealer's queue, and edges to what it evidences. */
  #checkSurroundings(row: ChainedReceipt): void {
    if (row.leafIndex !== null && row.unsealed) this.#fail(row, 'it waits to be sealed, and is sealed');
    if (row.leafIndex === null && !row.unsealed) this.#fail(row, 'it is not sealed, and does not wait for it');
    const wanted = row.resourceFound ? [row.resourceId, row.workflowId] : [row.workflowId];
    if ([...row.evidenced].sort().join() !== wanted.sort().join()) {
      this.#fail(
        row,
        `its EVIDENCES lead to ${row.evidenced.join(' and ') || 'nothing'}, not to ${wanted.join(' and ')}`,
      );
    }
  }

  #fail(row: ChainedReceipt, reason: string): void {
    const receipt = nameOfRow(row);
    const sentence = `Receipt ${row.id} (${row.step}, ${row.workflowId} #${row.workflowSeq}) does not hold: ${reason}`;
    this.#part.findings.push({ kind: 'receipt', node: null, property: null, edge: null, receipt, sentence });
  }

  #lose(row: ChainedReceipt, body: ReceiptBody | null, loss: Loss): void {
    this.#reader.lose(loss);
    const subject = this.workflowId.slice(this.workflowId.indexOf(':') + 1);
    const ids = [subject, body?.resource_ref?.id ?? row.resourceId].filter(Boolean);
    this.#part.lost.push(...ids.map((id) => ({ id, loss, step: row.step, kind: row.workflowKind, at: row.at })));
  }
}

const nameOfRow = ({ id, workflowId, workflowSeq, step }: ChainedReceipt): ReceiptName => ({
  id,
  workflowId,
  seq: workflowSeq,
  step,
});

function chainFinding(workflowId: string, reason: string, lastReceiptId: string | null): StateFinding {
  const sentence = `Chain ${workflowId} does not hold${lastReceiptId ? ` behind receipt ${lastReceiptId}` : ''}: ${reason}`;
  return { kind: 'receipt', node: null, property: null, edge: null, receipt: null, sentence };
}
