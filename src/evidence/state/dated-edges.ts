import type { Graph } from '../../kernel/graph.js';
import { type DatedEdgesRebuild, PAGE, type Properties, type ToldDatedEdge } from '../../kernel/rebuild.js';
import { edgeSaid, edgesApart } from './comparison.js';
import type { ReceiptName, StateFinding } from './finding.js';
import type { Ledger } from './ledger.js';

interface Dated {
  edge: ToldDatedEdge;
  receipt: ReceiptName;
}

/**
 * What users hold or held, as receipts of any chain tell it: an edge is told when it begins and again when it ends, so the earliest
 * end counts whatever order they are read in: one that was told with its end may be ended before. Kept in memory: people and their history are few.
 */
export class DatedEdges {
  readonly #byUser = new Map<string, Map<string, Dated>>();

  constructor(private readonly rebuilds: readonly DatedEdgesRebuild[]) {}

  take(told: readonly Dated[]): void {
    for (const dated of told) {
      const { userId } = dated.edge;
      const edges = this.#byUser.get(userId) ?? new Map<string, Dated>();
      this.#byUser.set(userId, edges);
      const key = identityOf(dated.edge);
      const before = edges.get(key);
      if (!before || endOf(dated.edge) < endOf(before.edge)) edges.set(key, dated);
    }
  }

  /** Names every edge of a user that the graph or the receipts alone have, and those that ended otherwise. */
  async compare(graph: Pick<Graph, 'read'>, tenantId: string, ledger: Ledger): Promise<void> {
    for (const rebuild of this.rebuilds) await this.#compareAll(rebuild, graph, tenantId, ledger);
  }

  async #compareAll(
    { list, types }: DatedEdgesRebuild,
    graph: Pick<Graph, 'read'>,
    tenantId: string,
    ledger: Ledger,
  ): Promise<void> {
    const left = new Set(this.#byUser.keys());
    for (let after = ''; ; ) {
      const page = await graph.read(list, tenantId, { after, most: PAGE });
      for (const { id, edges } of page) {
        left.delete(id);
        this.#compareUser(id, types, edges, ledger);
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = last.id;
    }
    for (const id of left) this.#compareUser(id, types, [], ledger);
  }

  #compareUser(
    id: string,
    types: readonly string[],
    found: Required<{ type: string; other: string; properties: object }>[],
    ledger: Ledger,
  ): void {
    const told = [...(this.#byUser.get(id)?.values() ?? [])].filter(({ edge }) => types.includes(edge.type));
    const wanted = told.map(({ edge: { userId: _user, ...edge } }) => edge);
    const here = found.map((edge) => ({ ...edge, properties: { ...edge.properties }, labels: [] }));
    const all = edgesApart(wanted, here);
    const lostUntil = ledger.lostUntil(id);
    // What began or ended while receipts were left that cannot be read any more, these may have told.
    const apart = lostUntil === null ? all : all.filter(({ edge, is }) => movedAt(is ?? edge.properties) > lostUntil);
    if (apart.length < all.length) ledger.report.partly.push({ label: 'User', id });
    for (const { type } of wanted) ledger.count(type);
    for (const { kind, edge, is } of apart) {
      const receipt =
        kind === 'extra' ? null : (told.find((one) => identityOf(one.edge) === identityOf(edge))?.receipt ?? null);
      const sentence = `User ${id} ${edge.type} ${edge.other}${edgeSaid(kind, edge.properties, is, receipt)}`;
      const finding: StateFinding = {
        ...{ kind, node: { label: 'User', id }, property: null, receipt, sentence },
        edge: { type: edge.type, other: edge.other ?? '' },
      };
      ledger.report.findings.push(finding);
    }
  }
}

type Told = Pick<ToldDatedEdge, 'type'> & { other: string | null; properties?: Properties | undefined };

/** What tells an edge from others between the same ends: everything that it says but its end. */
function identityOf({ type, other, properties }: Told): string {
  const { to: _to, ...rest } = properties ?? {};
  return `${type} ${other} ${JSON.stringify(Object.entries(rest).sort())}`;
}

/** An open one ends after all others. */
const endOf = ({ properties }: Told): string => String(properties?.to ?? '~');

/** When an edge began, or ended. */
const movedAt = (properties: Properties = {}): string => String(properties.to ?? properties.from ?? '');
