import type { HoldInForce, LegalHoldRow } from '../../../cypher/rows.js';

export type { HoldInForce, LegalHoldRow };

/** Lifecycle of a legal hold, the one table: event by state. One that was lifted stays to be read. */
export const LEGAL_HOLD_TRANSITIONS = {
  IN_FORCE: { lift: 'LIFTED' },
  LIFTED: {},
} as const;

export type LegalHoldState = keyof typeof LEGAL_HOLD_TRANSITIONS;

/** What a hold keeps: everything of the tenant; one chain's payloads; what is about one person, or comes from them. */
export const HOLD_SCOPES = ['tenant', 'workflow', 'user'] as const;
export type HoldScope = (typeof HOLD_SCOPES)[number];

/** The scope that keeps something, by the holds in force: its chain if it is in one, and the people that it names. Null: it may leave. */
export function holdOn(
  holds: readonly HoldInForce[],
  { workflowId = null, people = [] }: { workflowId?: string | null; people?: readonly (string | null)[] },
): HoldScope | null {
  const keeps = ({ scope, ref }: HoldInForce): boolean =>
    scope === 'tenant' || (scope === 'workflow' ? ref === workflowId : people.includes(ref));
  return (holds.find(keeps)?.scope as HoldScope | undefined) ?? null;
}

/** A hold as a receipt keeps it, and what that receipt is about. */
export const holdTold = (hold: LegalHoldRow) => ({
  resource: { type: 'LegalHold', id: hold.id, version: hold.version },
  snapshot: [{ type: 'LegalHold', ...hold }],
});

/** The words about a hold: about who says them, and who is held. */
export const holdNote = (note: string | null | undefined, by: string, { scope, ref }: Omit<HoldInForce, 'id'>) =>
  note ? { content: { note }, about: scope === 'user' && ref ? [by, ref] : [by] } : null;
