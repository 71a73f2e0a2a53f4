import type { MarkedRow } from '../../../cypher/rows.js';
import { markedDenials } from '../../entitlements/index.js';
import type { Instant } from '../../kernel/values/instants.js';
import { denied, mergeInto } from './figures.js';
import type { Quarters } from './read-events.js';

/**
 * What marks tell of denials in those of these quarter hours that they still ask for: by workspace, and under '' all of them. Read behind
 * the lock of the roll-up, as a mark's denials are added once.
 */
export function deniedIn(marks: readonly MarkedRow[], starts: readonly Instant[]): Quarters {
  const sums: Quarters = new Map();
  const asked = new Set(starts);
  for (const { quarters, denials } of marks) {
    for (const { quarter, workspaceId, count } of denials.map(markedDenials)) {
      if (!asked.has(quarter) || !quarters.includes(quarter)) continue;
      const byWorkspace = sums.get(quarter) ?? new Map();
      sums.set(quarter, byWorkspace);
      for (const one of new Set(['', workspaceId])) {
        const sum = byWorkspace.get(one) ?? denied(0);
        byWorkspace.set(one, sum);
        mergeInto(sum, denied(count));
      }
    }
  }
  return sums;
}
