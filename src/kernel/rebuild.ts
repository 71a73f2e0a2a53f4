import type { FoundNode, ListedNode } from '../../cypher/rows.js';
import type { Statement } from '../../cypher/statement.js';
import type { Graph } from './graph.js';

/** Values by the names under which a node, an edge or a snapshot has them. */
export type Properties = Record<string, unknown>;

/** An edge at a node: its type, the id of its other end, and what it says. */
export interface ToldEdge {
  type: string;
  other: string;
  properties?: Properties;
}

/** A dated edge of a user as a snapshot tells it; `properties.from` tells edges between the same ends apart. */
export interface ToldDatedEdge extends Required<ToldEdge> {
  userId: string;
}

type Reading = Pick<Graph, 'read'>;

/** All nodes of a label, in pages, in the order of an index. */
export type Listing = (graph: Reading, tenantId: string) => AsyncGenerator<ListedNode[]>;

/** Nodes read at a time. */
export const PAGE = 500;

/**
 * How nodes of one label are rebuilt from receipts. Snapshots are the items of `business.snapshot` whose `type` is the label; a
 * later one overrides an earlier one property by property, and null ends a property.
 */
export interface NodeRebuild {
  label: string;
  /** Types of edges that begin at it, and that lead to it, which it answers for: each edge of the graph has one such end. */
  out?: readonly string[];
  in?: readonly string[];
  /** What a snapshot calls it; its id when left out. */
  keyOf?(item: Properties): string;
  /** Adds a snapshot to what was told before; overrides it when left out. */
  fold?(before: Properties, item: Properties): Properties;
  /** The node's properties, of what was told; the same when left out. */
  properties?(told: Properties): Properties;
  /** Properties that follow from others, and stand in no receipt and no digest. */
  derived?: Readonly<Record<string, (properties: Properties, tenantId: string) => unknown>>;
  /** Its edges, of the same, and of the snapshots of its parts. */
  edges?(told: Properties, parts: readonly Properties[]): { out?: ToldEdge[]; in?: ToldEdge[] };
  /** The node told just before, in the same chain, that it is a part of. */
  partOf?(item: Properties): { label: string; id: string };
  /** What the personal payload of a receipt about it tells; properties of these names cannot be compared once it was erased. */
  personal?: { names: readonly string[]; properties(content: Properties): Properties; edges?(edge: ToldEdge): boolean };
  /** Makes of the node's own properties what snapshots tell of them, where they tell less than the whole. */
  asTold?(properties: Properties): Properties;
  /** Chains of others tell of it: where receipts of theirs are gone, nobody knows whether one told of it. */
  isToldElsewhere?: boolean;
  /** Imports tell of it by digests. */
  isImported?: boolean;
  /** Property that follows from others': the node at the end of the chain of `parent`s. */
  root?: { property: string; parent: string };
  list: Listing;
  /** Reads nodes of a label that is no Entity. */
  find?: Statement<{ ids: readonly string[]; incoming: readonly string[] }, FoundNode>;
  /** Keys of satellites (by their label) that follow from it. */
  satellites?(told: Properties): Record<string, string[]>;
}

/** Nodes that follow from another's receipts as a whole: found extra when nothing tells of them. */
export interface SatelliteRebuild {
  label: string;
  list: Listing;
}

/** Edges between people, roles and teams, which are dated and never deleted. */
export interface DatedEdgesRebuild {
  types: readonly string[];
  /** The edges that one item of a snapshot tells of; those that it ended have a `to`. */
  told(item: Properties): ToldDatedEdge[];
  list: Statement<{ after: string; most: number }, { id: string; edges: Required<ToldEdge>[] }>;
}

/** What a slice registers, so that its resources can be rebuilt from receipts and compared with the graph. */
export interface SliceRebuild {
  nodes: readonly NodeRebuild[];
  satellites?: readonly SatelliteRebuild[];
  datedEdges?: readonly DatedEdgesRebuild[];
}

/** Properties that every node may have and no receipt tells. */
export const INTERNAL: Readonly<Record<string, string>> = {
  tenantId: 'whose node it is: every statement asks for it',
  _lock: 'set by whoever locks the node, and left there',
};

type ListStatement<P, R> = Statement<P & { most: number }, R & ListedNode>;

/** Pages through a label by its key. */
export const listedBy = (statement: ListStatement<{ after: string }, object>): Listing =>
  paged(({ id }: ListedNode) => ({ after: id }), statement, { after: '' });

/** Pages through a label by its owner's id and its number there. */
export const listedByOwner = (
  statement: ListStatement<{ after: string; afterNumber: number }, { number: number }>,
): Listing =>
  paged(({ owner, number }) => ({ after: owner ?? '', afterNumber: number }), statement, { after: '', afterNumber: 0 });

/** Pages through a list, beginning at a place; `next` is the place behind a row. */
export function paged<P extends object, R extends ListedNode>(
  next: (row: R) => P,
  statement: Statement<P & { most: number }, R>,
  start: P,
): Listing {
  return async function* (graph, tenantId) {
    for (let place = start; ; ) {
      const page = await graph.read(statement, tenantId, { ...place, most: PAGE });
      yield page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      place = next(last);
    }
  };
}
