import type { ListedNode } from '../../../cypher/rows.js';
import type { Graph } from '../../kernel/graph.js';
import { inLanes } from '../../kernel/in-lanes.js';
import type { Listing, NodeRebuild } from '../../kernel/rebuild.js';
import { nodeFinding } from './comparison.js';
import { told as receiptSaid, shown } from './finding.js';
import type { Ledger } from './ledger.js';
import type { Registry } from './telling.js';

/** Reads of different labels at a time: most of them are short, and wait for the store. */
export const LABELS_AT_ONCE = 8;

/** Goes through all nodes of every label that is rebuilt, and names those that no receipt tells of, or that are ahead of theirs. */
export async function lookForExtras(
  graph: Pick<Graph, 'read'>,
  tenantId: string,
  registry: Registry,
  ledger: Ledger,
  onProgress: (done: number) => void,
): Promise<void> {
  let done = 0;
  const each = async (list: Listing, look: (row: ListedNode) => void) => {
    for await (const page of list(graph, tenantId)) {
      page.forEach(look);
      done += page.length;
      onProgress(done);
    }
  };
  const looks = [
    ...[...registry.nodes.values()].map((rebuild) => () => each(rebuild.list, (row) => lookAt(rebuild, row, ledger))),
    ...registry.satellites.map(
      ({ label, list }) =>
        () =>
          each(list, (row) => lookAtSatellite(label, row, ledger)),
    ),
  ];
  // What is lost with its owner is known when the owner was looked at: slices name owners first.
  if (ledger.hasLosses) for (const look of looks) await look();
  else await inLanes(looks, LABELS_AT_ONCE, (look) => look());
  ledger.settleRest();
}

function lookAt(rebuild: NodeRebuild, row: ListedNode & { root?: string | null }, ledger: Ledger): void {
  const { label, root, isImported = false, isToldElsewhere = false } = rebuild;
  const { id } = row;
  if (ledger.known.has(label, id)) {
    if (root) checkRoot(label, root.property, id, row.root ?? null, ledger);
    return;
  }
  if (ledger.settleBehind(label, id)) return;
  nameExtra(label, row, ledger, { isImported, isToldElsewhere });
}

function lookAtSatellite(label: string, row: ListedNode, ledger: Ledger): void {
  if (ledger.known.has(label, row.id)) ledger.count(label);
  else nameExtra(label, row, ledger, { isSatellite: true });
}

function nameExtra(
  label: string,
  row: ListedNode,
  ledger: Ledger,
  what: { isImported?: boolean; isSatellite?: boolean; isToldElsewhere?: boolean },
): void {
  const { id } = row;
  const loss = ledger.lossOf(row, what);
  if (loss) {
    ledger.setApart(label, id, loss);
    return;
  }
  const sentence = `${label} ${id} is there, no receipt tells of it`;
  ledger.report.findings.push(nodeFinding('extra', { label, id }, sentence, null));
}

function checkRoot(label: string, property: string, id: string, is: string | null, ledger: Ledger): void {
  const told = ledger.rootOf(id);
  if (!told || is === told.root) return;
  const { root, receipt } = told;
  const sentence = `${label} ${id} ${property} is ${shown(is)}, by the parents that ${receiptSaid(receipt)} and others tell it is ${root}`;
  ledger.report.findings.push({ ...nodeFinding('differs', { label, id }, sentence, receipt), property });
}
