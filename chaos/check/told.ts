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

/** To whom a lead is routed: nobody while it is blocked or waits for a turn. */
const placeOf = (lead: Record<string, unknown>): unknown => (lead.routedAt ? (lead.ownerId ?? lead.teamId) : null);

/** What receipts tell of a tenant: of each node the last snapshot, and the open relations between people, teams and roles. */
export class Told {
  readonly nodes = new Map<string, ToldNode>();
  readonly #products = new Map<string, Set<string>>();
  readonly #managers = new Map<string, string | null>();
  readonly #teams = new Map<string, Set<string>>();
  readonly #roles = new Map<string, Map<string, string>>();

  /** Takes a snapshot in; gives the ids of the nodes that it says something about. */
  take({ type, ...told }: Snapshot): string[] {
    if (type === 'REPORTS_TO') this.#managers.set(told.userId as string, told.managerId as string | null);
    if (type === 'MEMBER_OF') this.#joined(told);
    if (type === 'REPORTS_TO' || type === 'MEMBER_OF') return [told.userId as string];
    if (type === 'LEADS') return [];
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
      ...out('REPORTS_TO', this.#managers.get(id)),
      ...[...(this.#teams.get(id) ?? [])].flatMap((team) => out('MEMBER_OF', team)),
      ...[...(this.#roles.get(id) ?? new Map()).values()].flatMap((role) => out('HOLDS_ROLE', role)),
      ...(node.label === 'Team' ? into('LEADS', node.properties.leadId) : []),
    ];
    return more.length === 0 ? node : { ...node, edges: [...node.edges, ...more] };
  }

  #joined({ userId, teamId, from }: Record<string, unknown>): void {
    const teams = setIn(this.#teams, userId as string, () => new Set<string>());
    if (from) teams.add(teamId as string);
    else teams.delete(teamId as string);
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
