/** What is held of a `concurrent` quota until it is given back, or until it expires (milliseconds since the epoch). */
interface Held {
  id: string;
  amount: number;
  until: number;
}

/**
 * Where one quota of one subject stands by what a single process knows: a rate by its theoretical arrival time (GCRA), a calendar
 * window by what was used in it, a concurrent one by what is held. Times are milliseconds since the epoch.
 */
export type Standing =
  | { kind: 'rate'; periodMs: number; arrival: number }
  | { kind: 'calendar'; start: number; end: number; used: number }
  | { kind: 'held'; before: number; held: Held[] };

/** How much counts at `now`, rounded up to whole units. */
export function usedAt(standing: Standing, limit: number | null, now: number): number {
  if (standing.kind === 'calendar') return standing.used;
  if (standing.kind === 'held') {
    return standing.held.reduce((sum, { amount, until }) => (until > now ? sum + amount : sum), standing.before);
  }
  if (!limit) return 0;
  return Math.ceil((Math.max(0, standing.arrival - now) * limit) / standing.periodMs - 1e-9);
}

/** Whether `amount` more fits under `limit`; when it does not, how long to wait, null where waiting does not help. */
export function roomFor(
  standing: Standing,
  amount: number,
  limit: number | null,
  now: number,
): { fits: true } | { fits: false; retryAfterMs: number | null } {
  if (limit === null) return { fits: true };
  if (standing.kind === 'rate') {
    if (amount > limit) return { fits: false, retryAfterMs: null };
    const after = Math.max(standing.arrival, now) + costOf(standing.periodMs, amount, limit);
    const early = after - now - standing.periodMs;
    // A millionth of a millisecond is the arithmetic's, and nobody's wait.
    return early <= 1e-6 ? { fits: true } : { fits: false, retryAfterMs: Math.ceil(early) };
  }
  if (usedAt(standing, limit, now) + amount <= limit) return { fits: true };
  const helps = standing.kind === 'calendar' && amount <= limit;
  return { fits: false, retryAfterMs: helps ? Math.max(1, standing.end - now) : null };
}

/** The standing with `amount` more; of a concurrent quota it is held under an id, until then. */
export function taken(
  standing: Standing,
  amount: number,
  limit: number | null,
  { now, held }: { now: number; held: { id: string; until: number } },
): Standing {
  if (standing.kind === 'held') {
    const others = standing.held.filter(({ until }) => until > now);
    return { ...standing, held: [...others, { ...held, amount }] };
  }
  return moved(standing, amount, limit, now);
}

/** The standing after what was reserved under an id is over, and `more` (or less) was used than was reserved. */
export function released(standing: Standing, id: string, more: number, limit: number | null, now: number): Standing {
  if (standing.kind === 'held') return { ...standing, held: standing.held.filter((one) => one.id !== id) };
  return moved(standing, more, limit, now);
}

function moved(standing: Exclude<Standing, { kind: 'held' }>, by: number, limit: number | null, now: number): Standing {
  if (standing.kind === 'calendar') return { ...standing, used: Math.max(0, standing.used + by) };
  // Nothing is allowed by a limit of zero, and without a limit nothing has to be remembered.
  if (!limit) return standing;
  return { ...standing, arrival: Math.max(standing.arrival, now) + costOf(standing.periodMs, by, limit) };
}

/** When the window ends, or a rate is whole again; null of what is held. */
export function resetOf(standing: Standing, now: number): number | null {
  if (standing.kind === 'held') return null;
  return standing.kind === 'calendar' ? standing.end : Math.max(now, Math.ceil(standing.arrival));
}

const costOf = (periodMs: number, amount: number, limit: number): number => (amount * periodMs) / limit;
