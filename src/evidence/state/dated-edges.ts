import type { Graph } from '../../kernel/graph.js';
import { type DatedEdgesRebuild, PAGE, type ToldDatedEdge } from '../../kernel/rebuild.js';
import { edgeSaid, edgesApart } from './comparison.js';
import type { ReceiptName, StateFinding } from './finding.js';
import type { Ledger } from './ledger.js';

interface Dated {
  edge: ToldDatedEdge;
  receipt: ReceiptName;
}

/**
 * What users hold or held, as receipts of any chain tell it: an edge is told when it begins and again when it ends, so the end
 * counts whatever order they are read in. Kept in memory: people and their history are few.
 */
export class DatedEdges {
  readonly #byUser = new Map<string, Map<string, Dated>>();

  constructor(private readonly rebuilds: readonly DatedEdgesRebuild[]) {}

  take(told: readonly Dated[]): void {
    for (const dated of told) {
      const { userId, type, other, properties } = dated.edge;
      const edges = this.#byUser.get(userId) ?? new Map<string, Dated>();
      this.#byUser.set(userId, edges);
      const key = `${type} ${other} ${properties.from}`;
      if (!edges.get(key)?.edge.properties.to) edges.set(key, dated);
    }
  }

  /** Names every edge of a user that the graph or the receipts alone have, and those that ended otherwise. */
  async compare(graph: Pick<Graph, 'read'>, tenantId: string, ledger: Ledger): Promise<void> {
    const rebuild = this.rebuilds[0];
    const left = new Map(this.#byUser);
    for (let after = ''; rebuild; ) {
      const page = await graph.read(rebuild.list, tenantId, { after, most: PAGE });
      for (const { id, edges } of page) {
        left.delete(id);
        this.#compareUser(id, edges, ledger);
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = last.id;
    }
    for (const id of left.keys()) this.#compareUser(id, [], ledger);
  }

  #compareUser(
    id: string,
    found: Required<{ type: string; other: string; properties: object }>[],
    ledger: Ledger,
  ): void {
    const told = [...(this.#byUser.get(id)?.values() ?? [])];
    const wanted = told.map(({ edge: { userId: _user, ...edge } }) => edge);
    const here = found.map((edge) => ({ ...edge, properties: { ...edge.properties }, labels: [] }));
    const apart = edgesApart(wanted, here);
    if (apart.length > 0 && ledger.lossOf({ id, owner: null })) return;
    for (const { type } of wanted) ledger.count(type);
    for (const { kind, edge, is } of apart) {
      const receipt = kind === 'extra' ? null : (told.find((one) => same(one.edge, edge))?.receipt ?? null);
      const sentence = `User ${id} ${edge.type} ${edge.other}${edgeSaid(kind, edge.properties, is, receipt)}`;
      const finding: StateFinding = {
        ...{ kind, node: { label: 'User', id }, property: null, receipt, sentence },
        edge: { type: edge.type, other: edge.other ?? '' },
      };
      ledger.report.findings.push(finding);
    }
  }
}

const same = (edge: ToldDatedEdge, other: { type: string; other: string | null; properties?: object }): boolean =>
  edge.type === other.type &&
  edge.other === other.other &&
  edge.properties.from === (other.properties as ToldDatedEdge['properties']).from;
