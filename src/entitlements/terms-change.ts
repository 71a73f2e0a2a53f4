import type { TermsChangeRow } from '../../cypher/rows.js';

/**
 * Lifecycle of a change of terms, the one table: event by state. One operator proposes a plan, a custom quota or a grant, a
 * second one confirms it. `replace`: another for the same came into force; `expire`: its end, which it named itself, has come.
 */
export const TERMS_CHANGE_TRANSITIONS = {
  PROPOSED: { confirm: 'IN_FORCE', withdraw: 'WITHDRAWN' },
  IN_FORCE: { replace: 'REPLACED', expire: 'EXPIRED' },
  WITHDRAWN: {},
  REPLACED: {},
  EXPIRED: {},
} as const;

export type TermsChangeState = keyof typeof TERMS_CHANGE_TRANSITIONS;
type TermsChangeEvent = 'confirm' | 'withdraw' | 'replace' | 'expire';

/** What is changed: the plan (R0's tier), a quota or monthly limit, or an amount on top of a quota. */
export const TERMS_CHANGE_KINDS = ['PLAN', 'QUOTA', 'GRANT'] as const;
export type TermsChangeKind = (typeof TERMS_CHANGE_KINDS)[number];

/** The state after an event, or null where the table has none. */
export function termsChangeAfter(state: string, event: TermsChangeEvent): TermsChangeState | null {
  const events: Partial<Record<TermsChangeEvent, TermsChangeState>> =
    TERMS_CHANGE_TRANSITIONS[state as TermsChangeState] ?? {};
  return events[event] ?? null;
}

/** A change as a receipt keeps it. */
export const termsChangeSnapshot = (change: TermsChangeRow) => ({ type: 'TermsChange', ...change });
