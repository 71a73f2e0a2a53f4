import type { KnownEvent, SlotRow } from '../../cypher/rows.js';
import { keptIn, type SlotOf } from './dedup.js';
import type { EventResult } from './event.js';
import type { Drawn } from './keep-metered.js';
import { identityOf, resultOf } from './new-event.js';

/** What is decided of a batch behind its locks. */
export interface Choice {
  /** Events to keep, unless their identity turns out to be there. */
  wanted: { one: Drawn /** Its slot once it is kept; null: it has none. */; slot: SlotRow | null }[];
  /** Those whose result is known already. */
  decided: Map<Drawn, EventResult['result']>;
}

/** Chooses which events are kept: those of one slot in the order in which they happened, however they were sent. */
export function choose(
  drawn: readonly Drawn[],
  locked: { slots: readonly SlotRow[]; known: readonly KnownEvent[] },
  slotOf: SlotOf,
): Choice {
  const slots = new Map(locked.slots.map((slot) => [slot.key, slot]));
  const known = new Map(locked.known.map((row) => [identityOf(row), row]));
  const choice: Choice = { wanted: [], decided: new Map() };
  const sent = new Set<string>();
  for (const one of drawn.toSorted(byOccurrence)) {
    const identity = identityOf(one.event);
    const there = known.get(identity);
    // An id that the batch has twice competes with itself alone, under the constraint, and takes no second slot.
    const key = sent.has(identity) ? null : slotOf(one.event);
    const before = key === null ? undefined : slots.get(key);
    const after = before && keptIn(before, one.event);
    if (there) {
      choice.decided.set(one, resultOf(one.event, one.id, there));
    } else if (before && !after) {
      choice.decided.set(one, 'deduplicated');
    } else {
      const slot = before && after ? { key: before.key, ...after } : null;
      if (slot) slots.set(slot.key, slot);
      choice.wanted.push({ one, slot });
      sent.add(identity);
    }
  }
  return choice;
}

const byOccurrence = (a: Drawn, b: Drawn): number => Date.parse(a.event.occurredAt) - Date.parse(b.event.occurredAt);
