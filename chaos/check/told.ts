/** A resource as a receipt's snapshot tells it. */
export type Snapshot = Record<string, unknown> & { type: string };

/** A node as receipts tell it: its label, its properties, its open edges as `OUT TYPE id` or `IN TYPE id`. */
export interface ToldNode {
  label: string;
  properties: Record<string, unknown>;
  edges: string[];
}

const out = (type: string, id: unknown): string[] => (typeof id === 'string' ? [`OUT ${type} ${id}`] : []);
const into = (type: string, id: unknown): string[] => (typeof id === 'string' ? [`IN ${type} ${id}`] : []);

/** The edges that a node's own ids stand for. Those of users, teams and products come from what others tell of them. */
function ownEdges(label: string, of: Record<string, unknown>): string[] {
  switch (label) {
    case 'Quote':
      return into('HAS_QUOTE', of.opportunityId);
    case 'QuoteVersion':
      return into('HAS_VERSION', of.quoteId);
    case 'QuoteLine':
      return [...into('HAS_LINE', of.versionId), ...out('OF_PRODUCT', of.productId)];
    case 'Approval':
      return [
        ...into('NEEDS_APPROVAL', of.quoteId),
        ...out('ASSIGNED_TO', of.assigneeId),
        ...out('DECIDED_BY', of.decidedById),
      ];
    case 'Lead':
      return [...out('ROUTED_TO', placeOf(of)), ...out('MATCHED_TO', of.accountId)];
    case 'SlaTimer':
      return into('HAS_TIMER', of.leadId);
    case 'Assignment':
      return [...into('HAS_ASSIGNMENT', of.leadId), ...out('ASSIGNED_TO', of.ownerId)];
    case 'Seat':
      return into('HAS_SEAT', of.userId);
    case 'RoleGrant':
      return out('GRANTS_TO', of.userId);
    case 'Account':
      return [...out('OWNED_BY', of.ownerId), ...out('SUBSIDIARY_OF', of.parentId)];
    case 'Opportunity':
      return [
        ...out('OWNED_BY', of.ownerId),
        ...out('ASSOCIATED_TO', of.accountId),
        ...out('FOR_PRODUCT', of.productId),
      ];
    default:
      return [];
  }
}

/** To whom a lead is routed: nobody while it is blocked or waits for its first turn. */
const placeOf = ({ routedTo, routedAt, ownerId, teamId }: Record<string, unknown>): unknown =>
  (routedTo as { id?: string } | undefined)?.id ?? (routedAt ? (ownerId ?? teamId) : null);

/** What receipts tell of a tenant: of each node the last snapshot, and the open relations between people, teams and roles. */
export class Told {
  readonly nodes = new Map<string, ToldNode>();
  readonly #products = new Map<string, Set<string>>();
  /** Open dated edges, by the node that they are compared at: users, and of LEADS teams. */
  readonly #dated = new Map<string, Set<string>>();
  readonly #roles = new Map<string, Map<string, string>>();

  /** Takes a snapshot in; gives the ids of the nodes that it says something about. */
  take({ type, ...told }: Snapshot): string[] {
    if (DATED.includes(type)) return [this.#takeDated(type, told)];
    const id = told.id as string;
    const known = this.nodes.get(id);
    if (known && Number(told.version ?? 0) < Number(known.properties.version ?? 0)) return [];
    const properties = withoutNulls({ ...known?.properties, ...renamed(type, told) });
    this.nodes.set(id, { label: type, properties, edges: ownEdges(type, properties) });
    return [id, ...this.#also(type, properties)];
  }

  /** What names and texts a personal payload adds to a node that is there. */
  takePersonal(id: string, content: Record<string, unknown>): void {
    const known = this.nodes.get(id);
    if (known) Object.assign(known.properties, withoutNulls(content));
  }

  /** A node with all its edges, those included that others' receipts tell of. */
  node(id: string): ToldNode | undefined {
    const node = this.nodes.get(id);
    if (!node) return undefined;
    const more = [
      ...[...(this.#products.get(id) ?? [])].flatMap((product) => out('CONTAINS', product)),
      ...(this.#dated.get(id) ?? []),
      ...[...(this.#roles.get(id) ?? new Map()).values()].flatMap((role) => out('HOLDS_ROLE', role)),
    ];
    return more.length === 0 ? node : { ...node, edges: [...node.edges, ...more] };
  }

  #takeDated(type: string, { userId, teamId, managerId, to }: Record<string, unknown>): string {
    const at = String(type === 'LEADS' ? teamId : userId);
    const edges = setIn(this.#dated, at, () => new Set<string>());
    const [edge] = type === 'LEADS' ? into(type, userId) : out(type, managerId ?? teamId);
    if (edge && (to ?? null) === null) edges.add(edge);
    else if (edge) edges.delete(edge);
    return at;
  }

  /** Notes what a snapshot tells of another node's edges; gives those nodes. */
  #also(type: string, node: Record<string, unknown>): string[] {
    if (type === 'QuoteLine') {
      setIn(this.#products, node.versionId as string, () => new Set<string>()).add(node.productId as string);
      return [node.versionId as string];
    }
    if (type !== 'RoleGrant') return [];
    const roles = setIn(this.#roles, node.userId as string, () => new Map<string, string>());
    if (node.state === 'ACTIVE') roles.set(node.id as string, node.role as string);
    else roles.delete(node.id as string);
    return [node.userId as string];
  }
}

/** What snapshots tell of dated edges, each when it begins and when it ends. */
const DATED = ['REPORTS_TO', 'MEMBER_OF', 'LEADS'];

/** Properties that a snapshot names otherwise than the graph, since `type` is the label there. */
function renamed(type: string, { ownType, seatType, matchedTo: _matched, ...told }: Record<string, unknown>) {
  if (type === 'Opportunity') return { ...told, type: ownType };
  return type === 'Seat' ? { ...told, type: seatType } : told;
}

const withoutNulls = (node: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(node).filter(([, value]) => value !== null && value !== undefined));

function setIn<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
