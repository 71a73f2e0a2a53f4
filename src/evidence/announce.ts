import { announcementFind, announcementMark, receiptsListSealedFrom } from '../../cypher/generated/evidence.js';
import type { SealedRow } from '../../cypher/rows.js';
import { type Clock, instantNow } from '../kernel/clock.js';
import type { Graph } from '../kernel/graph.js';

/** A sealed receipt as listeners are told of it. */
export type SealedReceipt = SealedRow;

/** Whoever is told of sealed receipts, in log order. */
export interface Listener {
  /** Names its watermark; lower-case words joined by hyphens. */
  name: string;
  /** Told of these receipts, in order. They may come twice; a throw leaves them to be told again. */
  tell(tenantId: string, receipts: SealedReceipt[]): Promise<void>;
}

/** Receipts told at a time, with one move of the watermark. */
const BATCH = 500;

/**
 * Tells a listener of everything in a tenant's log that it was not told of, then moves its watermark: after a crash in
 * between it is told again. Gives how many receipts it was told of.
 */
export async function announce(graph: Graph, clock: Clock, listener: Listener, tenantId: string): Promise<number> {
  const [told] = await graph.read(announcementFind, tenantId, { listener: listener.name });
  let from = told?.through ?? 0;
  for (let count = 0; ; ) {
    const receipts = await graph.read(receiptsListSealedFrom, tenantId, { from, most: BATCH });
    if (receipts.length === 0) return count;
    await listener.tell(tenantId, receipts);
    from = (receipts.at(-1) as SealedRow).leafIndex + 1;
    count += receipts.length;
    const through = from;
    await graph.transact(async (tx) => ({
      commit: true,
      value: await tx.run(announcementMark, { tenantId, listener: listener.name, through, at: instantNow(clock) }),
    }));
  }
}
