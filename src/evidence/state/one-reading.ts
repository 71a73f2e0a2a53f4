import { entitiesFindWithEdges } from '../../../cypher/generated/evidence.js';
import type { FoundNode } from '../../../cypher/rows.js';
import type { Graph } from '../../kernel/graph.js';
import { inLanes } from '../../kernel/in-lanes.js';
import { type NodeRebuild, PAGE } from '../../kernel/rebuild.js';
import { ReceiptCheck } from '../receipt-check.js';
import { type CheckedChain, checkedChains } from './checked-chains.js';
import { compareDigest, compareNode } from './comparison.js';
import { DatedEdges } from './dated-edges.js';
import { LABELS_AT_ONCE, lookForExtras } from './extras.js';
import { Leaves } from './leaves.js';
import { Ledger } from './ledger.js';
import type { StateProgress, StateReport } from './report.js';
import type { DigestTelling, Registry, Telling } from './telling.js';

/** One reading of everything: receipts first, comparing what they tell, then nodes that none told of. */
export async function readOnce(
  graph: Pick<Graph, 'read'>,
  tenantId: string,
  registry: Registry,
  onProgress: StateProgress,
): Promise<Omit<StateReport, 'ok'>> {
  const check = await ReceiptCheck.open(graph as Graph, tenantId);
  const leaves = new Leaves(check.logSize);
  const ledger = new Ledger();
  const datedEdges = new DatedEdges(registry.datedEdges);
  const comparing = new Comparing(graph, tenantId, registry, ledger);
  for await (const chain of checkedChains(graph, tenantId, check, registry)) {
    ledger.take(chain);
    datedEdges.take(chain.datedEdges);
    for (const { leafIndex } of chain.read) leaves.take(leafIndex);
    await comparing.take(chain);
    onProgress('receipts', ledger.report.receipts, check.logSize);
  }
  await comparing.end();
  ledger.settleMissing();
  ledger.report.findings.push(...leaves.findings());
  await datedEdges.compare(graph, tenantId, ledger);
  await lookForExtras(graph, tenantId, registry, ledger, (done) => onProgress('nodes', done, null));
  return ledger.report;
}

/** Compares what chains tell with the graph, a page of nodes of one label at a time. */
class Comparing {
  readonly #waiting = new Map<NodeRebuild, (Telling | DigestTelling)[]>();

  constructor(
    private readonly graph: Pick<Graph, 'read'>,
    private readonly tenantId: string,
    private readonly registry: Registry,
    private readonly ledger: Ledger,
  ) {}

  async take({ nodes, digests }: Pick<CheckedChain, 'nodes' | 'digests'>): Promise<void> {
    for (const telling of [...nodes, ...digests]) {
      const page = this.#waiting.get(telling.rebuild) ?? [];
      if (page.length === 0) this.#waiting.set(telling.rebuild, page);
      page.push(telling);
      if (page.length >= PAGE) await this.#compare(telling.rebuild, page.splice(0));
    }
  }

  async end(): Promise<void> {
    await inLanes(this.#waiting, LABELS_AT_ONCE, ([rebuild, page]) => this.#compare(rebuild, page.splice(0)));
  }

  async #compare(rebuild: NodeRebuild, page: (Telling | DigestTelling)[]): Promise<void> {
    if (page.length === 0) return;
    const ids = [...new Set(page.map(({ id }) => id))];
    const statement = rebuild.find ?? entitiesFindWithEdges;
    const rows = await this.graph.read(statement, this.tenantId, { ids, incoming: rebuild.in ?? [] });
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const telling of page) this.#compareOne(telling, found.get(telling.id));
  }

  #compareOne(telling: Telling | DigestTelling, found: FoundNode | undefined): void {
    const { ledger, tenantId, registry } = this;
    if (!found) {
      ledger.noteMissing(telling);
      return;
    }
    if ('loss' in telling && telling.loss === 'removed' && telling.version === null) {
      ledger.noteUnreadable(telling);
      return;
    }
    const { version } = found.properties;
    // Another chain, or a later import, may tell of the version that is there.
    if (telling.version !== null && typeof version === 'number' && version > telling.version) {
      ledger.noteBehind(telling, version);
      return;
    }
    const ground = { tenantId, registry };
    const findings = 'sha256' in telling ? compareDigest(telling, found, ground) : compareNode(telling, found, ground);
    ledger.noteCompared(telling, found, findings);
  }
}
