import type { DatedEdgesRebuild, NodeRebuild, Properties, SliceRebuild, ToldDatedEdge } from '../../kernel/rebuild.js';
import type { ReceiptBody } from '../receipt/body.js';
import type { Gone } from '../removals.js';
import { nameOf, type ReceiptName } from './finding.js';

/** Why what a receipt told is not to be had: its payload was erased by right, or removed when its time was up, or it does not hold. */
export type Loss = Gone | 'unsettled';

/** A node as one chain tells it. */
export interface Telling {
  rebuild: NodeRebuild;
  id: string;
  /** Null for what has no versions. */
  version: number | null;
  state: Properties;
  /** Snapshots of what says that it is a part of it. */
  parts: Properties[];
  /** What the personal payloads tell of it. */
  personal: Properties;
  isPersonalErased: boolean;
  /** The last receipt that told of it, and for each property the one that did. */
  receipt: ReceiptName;
  by: Map<string, ReceiptName>;
  /** A later receipt of its chain cannot be read: the node may be ahead by right. */
  loss: Loss | null;
  /** What was told of it before cannot be read: `state` has what was told since, and its edges are not known. */
  isPartial: boolean;
}

/** A node that an import wrote, as its batch's receipt tells it: by the digest of its properties. */
export interface DigestTelling {
  rebuild: NodeRebuild;
  id: string;
  version: number;
  sha256: string;
  receipt: ReceiptName;
}

/** Everything that one chain tells. */
export interface ChainTelling {
  nodes: Telling[];
  digests: DigestTelling[];
  datedEdges: { edge: ToldDatedEdge; receipt: ReceiptName }[];
}

/** What a slice registers, by what snapshots call it. */
export class Registry {
  readonly nodes: Map<string, NodeRebuild>;
  readonly datedEdges: DatedEdgesRebuild[];
  readonly satellites: { label: string; list: NodeRebuild['list'] }[];

  constructor(slices: readonly SliceRebuild[]) {
    this.nodes = new Map(slices.flatMap(({ nodes }) => nodes.map((node) => [node.label, node])));
    this.datedEdges = slices.flatMap(({ datedEdges = [] }) => datedEdges);
    this.satellites = slices.flatMap(({ satellites = [] }) => satellites);
  }

  /** Whether an edge is compared elsewhere than where it begins: at its other end, or among the dated ones. */
  isAnsweredFor(from: string, type: string, labels: readonly string[]): boolean {
    if (from === 'User' && this.datedEdges.some(({ types }) => types.includes(type))) return true;
    return labels.some((label) => this.nodes.get(label)?.in?.includes(type));
  }
}

/** Takes the receipts of one chain in their order, and tells what they tell. */
export class ChainReader {
  readonly #nodes = new Map<string, Telling>();
  readonly #digests: DigestTelling[] = [];
  readonly #datedEdges: ChainTelling['datedEdges'] = [];
  readonly #registry: Registry;
  #isGap = false;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** How many digests wait to be taken. */
  get digests(): number {
    return this.#digests.length;
  }

  /** Takes what a receipt that holds says; null payloads are erased or were none. Gives the types that nothing rebuilds. */
  take(body: ReceiptBody, business: Properties | null, personal: Properties | null): string[] {
    const receipt = nameOf(body);
    const unknown: string[] = [];
    for (const item of (business?.snapshot ?? []) as Properties[]) {
      if (!this.#takeItem(item, receipt)) unknown.push(String(item.type));
    }
    if (business?.policy_decision) this.#tell('PolicyDecision', decisionOf(body, business.policy_decision), receipt);
    for (const [id, version, sha256] of (business?.nodes ?? []) as [string, number, string][]) {
      const rebuild = this.#registry.nodes.get(String(business?.label));
      if (rebuild) this.#digests.push({ rebuild, id, version, sha256, receipt });
      else unknown.push(String(business?.label));
    }
    this.#takePersonal(body, personal);
    return unknown;
  }

  /** Notes that a receipt cannot be read: what was told so far may have moved on since. */
  lose(loss: Loss): void {
    for (const telling of this.#nodes.values()) telling.loss = loss;
    if (loss === 'removed') this.#isGap = true;
  }

  end(): ChainTelling {
    return { nodes: [...this.#nodes.values()], digests: this.#digests, datedEdges: this.#datedEdges };
  }

  #takeItem(item: Properties, receipt: ReceiptName): boolean {
    const edges = this.#registry.datedEdges.flatMap((dated) => dated.told(item));
    this.#datedEdges.push(...edges.map((edge) => ({ edge, receipt })));
    return this.#tell(String(item.type), item, receipt) || edges.length > 0;
  }

  #tell(label: string, { type: _type, ...item }: Properties, receipt: ReceiptName): boolean {
    const rebuild = this.#registry.nodes.get(label);
    if (!rebuild) return false;
    const id = rebuild.keyOf?.(item) ?? String(item.id);
    const known = this.#nodes.get(`${label} ${id}`);
    // What was told before a receipt that cannot be read any more may have changed in it.
    const before = known?.loss === 'removed' ? undefined : known;
    const isWhole = item.version === 1 || label === 'PolicyDecision';
    const by = before?.by ?? new Map<string, ReceiptName>();
    for (const property of Object.keys(item)) by.set(property, receipt);
    this.#nodes.set(`${label} ${id}`, {
      rebuild,
      id,
      version: typeof item.version === 'number' ? item.version : null,
      state: rebuild.fold ? rebuild.fold(before?.state ?? {}, item) : { ...before?.state, ...item },
      parts: before?.parts ?? [],
      personal: before?.personal ?? {},
      isPersonalErased: before?.isPersonalErased ?? false,
      receipt,
      by,
      loss: null,
      isPartial: before ? before.isPartial : this.#isGap && !isWhole,
    });
    const whole = rebuild.partOf?.(item);
    if (whole) this.#nodes.get(`${whole.label} ${whole.id}`)?.parts.push(item);
    return true;
  }

  #takePersonal({ resource_ref: resource, personal_commitment: committed }: ReceiptBody, personal: Properties | null) {
    const telling = resource && this.#nodes.get(`${resource.type} ${resource.id}`);
    if (!telling?.rebuild.personal || !committed) return;
    if (personal) Object.assign(telling.personal, telling.rebuild.personal.properties(personal));
    else telling.isPersonalErased = true;
  }
}

/** A verdict as its node keeps it: it has its receipt's id. */
function decisionOf(body: ReceiptBody, decision: unknown): Properties {
  const { package: name, allow, rule_ids: ruleIds } = decision as Properties & { allow: boolean; rule_ids: string[] };
  return {
    type: 'PolicyDecision',
    id: body.id,
    createdAt: body.timestamp,
    receiptId: body.id,
    resourceType: body.resource_ref?.type,
    resourceId: body.resource_ref?.id,
    package: name,
    policyVersion: body.policy?.version,
    configVersion: body.policy?.config_version,
    allow,
    ruleIds,
  };
}
