import { standingsFindByIds } from '../../cypher/generated/entitlements.js';
import type { Graph } from '../kernel/graph.js';
import type { Role, SeatType } from '../kernel/rights.js';

/** What a user may at present. */
export interface Standing {
  roles: Role[];
  seat: SeatType | null;
}

/** Moments remembered over all tenants; subscribers that are this far behind each other read for themselves. */
const MOMENTS = 1_000;

/**
 * The standing of users who watch something: read anew at every moment of a tenant's log that matters to one of them, in
 * one read for all who watch.
 */
export class Standings {
  readonly #watching = new Map<string, Map<string, number>>();
  readonly #moments = new Map<string, { asked: Set<string>; found: Promise<Map<string, Standing>> }>();

  constructor(private readonly graph: Graph) {}

  /** Counts a user among those who watch; gives how to end that. */
  watch(tenantId: string, userId: string): () => void {
    const users = this.#watching.get(tenantId) ?? new Map<string, number>();
    this.#watching.set(tenantId, users.set(userId, (users.get(userId) ?? 0) + 1));
    return () => {
      const left = (users.get(userId) ?? 1) - 1;
      if (left > 0) users.set(userId, left);
      else users.delete(userId);
      if (users.size === 0) this.#watching.delete(tenantId);
    };
  }

  /** What a user may, read after the receipt of this leaf was sealed; null when they are not there any more. */
  async at(tenantId: string, leafIndex: number, userId: string): Promise<Standing | null> {
    const key = `${tenantId} ${leafIndex}`;
    let moment = this.#moments.get(key);
    if (!moment?.asked.has(userId)) {
      const asked = new Set(this.#watching.get(tenantId)?.keys()).add(userId);
      moment = { asked, found: this.#read(tenantId, [...asked]) };
      this.#remember(key, moment);
    }
    return (await moment.found).get(userId) ?? null;
  }

  async #read(tenantId: string, ids: string[]): Promise<Map<string, Standing>> {
    const rows = await this.graph.read(standingsFindByIds, tenantId, { ids });
    return new Map(rows.map(({ id, roles, seat }) => [id, { roles, seat } as Standing]));
  }

  #remember(key: string, moment: { asked: Set<string>; found: Promise<Map<string, Standing>> }): void {
    this.#moments.set(key, moment);
    moment.found.catch(() => this.#moments.delete(key));
    const [oldest] = this.#moments.keys();
    if (this.#moments.size > MOMENTS && oldest !== undefined) this.#moments.delete(oldest);
  }
}
