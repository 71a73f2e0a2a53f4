import type { FoundEdge, FoundNode } from '../../../cypher/rows.js';
import { INTERNAL, type NodeRebuild, type Properties, type ToldEdge } from '../../kernel/rebuild.js';
import { canonicalText, sha256Hex } from '../receipt/canonical.js';
import { type ReceiptName, type StateFinding, shown, told } from './finding.js';
import type { DigestTelling, Registry, Telling } from './telling.js';

/** What comparing needs to know beside the two sides. */
interface Ground {
  tenantId: string;
  registry: Registry;
}

/** One side of a comparison: what a node should be, and which receipt says so. */
interface Wanted {
  rebuild: NodeRebuild;
  id: string;
  receipt: ReceiptName;
  /** For single properties, the receipt that told them. */
  by: Map<string, ReceiptName>;
  properties: Properties;
  edges: { out?: ToldEdge[]; in?: ToldEdge[] };
  isPersonalErased: boolean;
}

/** Names everything in which a node differs from what its chain tells of it. */
export function compareNode(telling: Telling, found: FoundNode, ground: Ground): StateFinding[] {
  const { rebuild, state, personal, isPersonalErased } = telling;
  const properties = { ...(rebuild.properties?.(state) ?? state), ...(isPersonalErased ? {} : personal) };
  if (telling.isPartial) return comparePart(telling, properties, found);
  const edges = rebuild.edges?.({ ...properties, ...state }, telling.parts) ?? {};
  return compare({ ...telling, properties, edges }, found, ground);
}

/** Of a node whose first snapshots are gone: its label, and what later ones tell as it stands. */
function comparePart(telling: Telling, properties: Properties, found: FoundNode): StateFinding[] {
  const told = new Set([...Object.keys(telling.state), ...Object.keys(telling.personal)]);
  const only = (all: Properties) => Object.fromEntries(Object.entries(all).filter(([name]) => told.has(name)));
  const here = { ...found, properties: only(comparable(telling.rebuild, found)) };
  const wanted = { ...telling, properties: only(properties), edges: {} };
  return [...labelFindings(wanted, found), ...propertyFindings(wanted, here)];
}

/** Whether a node is as an import left it, as far as its batch's receipt tells; its edges follow from its properties then. */
export function compareDigest(telling: DigestTelling, found: FoundNode, ground: Ground): StateFinding[] {
  const { rebuild, id, sha256, receipt } = telling;
  if (nodeDigest(rebuild, found.properties) !== sha256) {
    const sentence = `${rebuild.label} ${id} is not what ${told(receipt)} has the digest of`;
    return [nodeFinding('differs', { label: rebuild.label, id }, sentence, receipt)];
  }
  const properties = comparable(rebuild, found);
  const edges = rebuild.edges?.(properties, []) ?? {};
  return compare({ rebuild, id, receipt, by: new Map(), properties, edges, isPersonalErased: false }, found, ground);
}

/**
 * The digest by which an import's receipt tells of a node: SHA-256 of the canonical JSON of its properties without nulls, and
 * without those that follow from others or are the store's own (docs/receipt-format.md).
 */
export function nodeDigest({ root, derived }: Pick<NodeRebuild, 'root' | 'derived'>, properties: Properties): string {
  const told: Properties = {};
  // A loop, and no entries: imports call it for every row.
  for (const name in properties) {
    const value = properties[name] ?? null;
    const follows = name in INTERNAL || name === root?.property || (derived !== undefined && name in derived);
    if (value !== null && !follows) told[name] = value;
  }
  return sha256Hex(canonicalText(told));
}

/** A finding about a node as a whole. */
export const nodeFinding = (
  kind: StateFinding['kind'],
  node: { label: string; id: string },
  sentence: string,
  receipt: ReceiptName | null,
): StateFinding => ({ kind, node, property: null, edge: null, receipt, sentence });

function compare(wanted: Wanted, found: FoundNode, { tenantId, registry }: Ground): StateFinding[] {
  const { rebuild, properties } = wanted;
  const derived = Object.entries(rebuild.derived ?? {}).map(([name, of]) => [name, of(properties, tenantId)]);
  const whole = { ...wanted, properties: { ...properties, ...Object.fromEntries(derived) } };
  const outgoing = found.out.filter(
    ({ type, labels }) => rebuild.out?.includes(type) || !registry.isAnsweredFor(rebuild.label, type, labels),
  );
  return [
    ...labelFindings(wanted, found),
    ...propertyFindings(whole, found),
    ...edgeFindings(wanted, 'out', outgoing),
    ...edgeFindings(wanted, 'in', found.in),
  ];
}

function labelFindings({ rebuild: { label, find }, id, receipt }: Wanted, { labels }: FoundNode): StateFinding[] {
  const wanted = find ? [label] : [label, 'Entity'];
  if (isSame([...labels].sort(), wanted.sort())) return [];
  const sentence = `${label} ${id} is labelled ${labels.join(', ')}, ${told(receipt)} tells of a ${label}`;
  return [nodeFinding('differs', { label, id }, sentence, receipt)];
}

function propertyFindings(wanted: Wanted, found: FoundNode): StateFinding[] {
  const { rebuild, id, by, receipt, properties } = wanted;
  const { label, personal } = rebuild;
  const here = comparable(rebuild, found);
  const isComparable = (name: string) =>
    !(name in INTERNAL) &&
    name !== rebuild.root?.property &&
    !(wanted.isPersonalErased && personal?.names.includes(name));
  return [...new Set([...Object.keys(properties), ...Object.keys(here)])]
    .filter((name) => isComparable(name) && !isSame(here[name], properties[name]))
    .map((property): StateFinding => {
      const teller = by.get(property) ?? receipt;
      const sentence = personal?.names.includes(property)
        ? `${label} ${id} ${property} is not what the personal payload of ${told(teller)} says`
        : `${label} ${id} ${property} is ${shown(here[property])}, ${told(teller)} says ${shown(properties[property])}`;
      return { kind: 'differs', node: { label, id }, property, edge: null, receipt: teller, sentence };
    });
}

/** A node's properties without those of the store, in the form in which receipts tell them. */
function comparable({ asTold }: NodeRebuild, { properties }: FoundNode): Properties {
  const own = Object.fromEntries(Object.entries(properties).filter(([name]) => !(name in INTERNAL)));
  return asTold ? asTold(own) : own;
}

const isSame = (a: unknown, b: unknown): boolean =>
  (a ?? null) === (b ?? null) || canonicalText(a ?? null) === canonicalText(b ?? null);

function edgeFindings(wanted: Wanted, direction: 'out' | 'in', found: readonly FoundEdge[]): StateFinding[] {
  const { rebuild, id, receipt, isPersonalErased, edges } = wanted;
  const node = { label: rebuild.label, id };
  const isComparable = ({ type, other }: { type: string; other: string | null }) =>
    !(isPersonalErased && rebuild.personal?.edges?.({ type, other: other ?? '' }));
  const apart = edgesApart((edges[direction] ?? []).filter(isComparable), found.filter(isComparable));
  return apart.map(({ kind, edge, is }): StateFinding => {
    const { type } = edge;
    const other = edge.other ?? '';
    const way = direction === 'out' ? `${node.label} ${id} ${type} ${other}` : `${other} ${type} ${node.label} ${id}`;
    const sentence = `${way}${edgeSaid(kind, edge.properties, is, receipt)}`;
    return { kind, node, property: null, edge: { type, other }, receipt, sentence };
  });
}

/** What is said of an edge that is not as it should be. */
export function edgeSaid(
  kind: 'missing' | 'extra' | 'differs',
  properties: Properties | undefined,
  is: Properties | undefined,
  receipt: ReceiptName | null,
): string {
  const said = Object.keys(properties ?? {}).length === 0 ? '' : ` ${shown(properties)}`;
  if (kind === 'differs') return ` is ${shown(is)}, ${receipt && told(receipt)} says${said}`;
  if (kind === 'missing') return `${said} is not there, ${receipt && told(receipt)} tells of it`;
  return `${said} is there, ${receipt ? `${told(receipt)} does not tell of it` : 'no receipt tells of it'}`;
}

type AnyEdge = ToldEdge | FoundEdge;

/** Edges that one side alone has, and those that say something else between the same ends: `edge` as it should be, or as it is when extra. */
export function edgesApart(
  wanted: readonly ToldEdge[],
  found: readonly FoundEdge[],
): { kind: 'missing' | 'extra' | 'differs'; edge: AnyEdge; is?: Properties }[] {
  const left = [...found];
  const take = (isMatch: (edge: FoundEdge) => boolean) => {
    const at = left.findIndex(isMatch);
    return at < 0 ? null : (left.splice(at, 1)[0] as FoundEdge);
  };
  const sameEnds = (edge: ToldEdge) => (one: FoundEdge) => one.type === edge.type && one.other === edge.other;
  const unmatched = wanted.filter((edge) => !take((one) => sameEnds(edge)(one) && saysSame(one, edge)));
  const apart = unmatched.map((edge) => {
    const is = take(sameEnds(edge));
    return is ? { kind: 'differs' as const, edge, is: is.properties } : { kind: 'missing' as const, edge };
  });
  return [...apart, ...left.map((edge) => ({ kind: 'extra' as const, edge }))];
}

const saysSame = (a: AnyEdge, b: AnyEdge): boolean => isSame(withoutNulls(a.properties), withoutNulls(b.properties));

const withoutNulls = (properties: Properties = {}): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined));
