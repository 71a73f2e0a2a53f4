import { receiptsListRemovals } from '../../cypher/generated/evidence.js';
import type { PayloadRow, TellingOfRemovals } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';
import { sha256Hex } from './receipt/canonical.js';
import { bodyOf, type PayloadKind } from './receipt/stored.js';
import { LeafRanges } from './retention/leaf-ranges.js';

/** Why a payload is gone by right: a person was erased, or its time was up. */
export type Gone = 'erased' | 'removed';

/** What the receipts of erasures and of compaction name, of those that are what they committed to. */
export class Removals {
  readonly #erased = new Set<string>();
  readonly #removed: Record<PayloadKind, LeafRanges> = { business: new LeafRanges(), personal: new LeafRanges() };

  /** Reads them all: they are few, a batch each. One that `holds` denies names nothing: whoever takes payloads away by hand could add it. */
  static async read(
    graph: Runtime['graph'],
    tenantId: string,
    holds: (row: TellingOfRemovals) => Promise<boolean>,
  ): Promise<Removals> {
    const removals = new Removals();
    for (const row of await graph.read(receiptsListRemovals, tenantId, {})) {
      const { workflow_step: step, business_commitment: committed } = bodyOf(row.body) ?? {};
      if (step !== row.step || !committed || !matches(row.business, committed)) continue;
      if (await holds(row)) removals.#take(row.business.content);
    }
    return removals;
  }

  /** Why a payload is gone; null when no receipt tells of it. */
  whyGone(kind: PayloadKind, { id, leafIndex }: { id: string; leafIndex: number | null }): Gone | null {
    if (this.#erased.has(`${kind} ${id}`)) return 'erased';
    return leafIndex !== null && this.#removed[kind].has(leafIndex) ? 'removed' : null;
  }

  /** `erased` names receipts, `removed` ranges of leaves (docs/receipt-format.md). */
  #take(content: string): void {
    const { erased = [], removed } = JSON.parse(content) as {
      erased?: { receipt_id: string; payload: PayloadKind }[];
      removed?: Record<PayloadKind, [number, number][]>;
    };
    for (const { receipt_id, payload } of erased) this.#erased.add(`${payload} ${receipt_id}`);
    for (const kind of ['business', 'personal'] as const) this.#removed[kind].add(removed?.[kind] ?? []);
  }
}

/** Whether a payload is the one that was committed to. */
export function matches({ salt, content }: PayloadRow, committed: string): boolean {
  return sha256Hex(Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(content, 'utf8')])) === committed;
}
