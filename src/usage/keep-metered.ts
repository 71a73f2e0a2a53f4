import { eventsKeep, ingestMarkInsert } from '../../cypher/generated/usage.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import type { ArrivedEvent, EventResult } from './event.js';
import { inPieces } from './in-pieces.js';
import { byIdentity, identityOf, newEvent, resultOf } from './new-event.js';
import { markOf } from './rollup/marks.js';

/** An event that came in, with the id that it gets. */
export interface Drawn {
  event: ArrivedEvent;
  id: string;
}

/** Events of one statement: more are packed for longer than others should wait, fewer cost a round trip each. */
export const KEPT_AT_ONCE = 125;
const METERED = { batchId: null, countedFrom: null };

/**
 * Keeps metered events in one transaction, without a receipt of their own (ledger, What leaves a receipt): each is known by its
 * id, so that a batch may be sent again.
 */
export function keepMetered(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  drawn: readonly Drawn[],
  now: Instant,
): Promise<EventResult['result'][]> {
  const inOrder = drawn.toSorted((a, b) => byIdentity(a.event, b.event));
  const instants = drawn.map(({ event }) => event.occurredAt);
  return graph.transact(async (tx) => {
    // Sent along with the events: it stays where one of them is new.
    const marked = tx.run(ingestMarkInsert, { tenantId, ...markOf(instants) });
    marked.catch(() => undefined);
    const rows = await inPieces(
      inOrder,
      (piece) => {
        const events = piece.map(({ event, id }) => newEvent(event, id, now, METERED));
        return tx.run(eventsKeep, { tenantId, events });
      },
      KEPT_AT_ONCE,
    );
    const there = new Map(rows.map((row) => [identityOf(row), row]));
    const results = drawn.map(({ event, id }): EventResult['result'] => {
      const row = there.get(identityOf(event));
      return row ? resultOf(event, id, row) : 'rejected';
    });
    await marked;
    return { commit: results.includes('accepted'), value: results };
  });
}
