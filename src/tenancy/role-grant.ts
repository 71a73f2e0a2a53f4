import type { RoleGrantRow } from '../../cypher/rows.js';

/**
 * Lifecycle of a role grant, the one table: event by state. A grant is proposed by one admin and confirmed by another;
 * only an ACTIVE grant gives the role.
 */
export const ROLE_GRANT_TRANSITIONS = {
  PENDING: { confirm: 'ACTIVE', end: 'WITHDRAWN' },
  ACTIVE: { end: 'ENDED' },
  ENDED: {},
  WITHDRAWN: {},
} as const;

export type RoleGrantState = keyof typeof ROLE_GRANT_TRANSITIONS;
export type RoleGrantEvent = 'confirm' | 'end';

/** The state after an event, or null where the table has none. */
export function grantAfter(state: string, event: RoleGrantEvent): RoleGrantState | null {
  const events: Partial<Record<RoleGrantEvent, RoleGrantState>> = ROLE_GRANT_TRANSITIONS[state as RoleGrantState] ?? {};
  return events[event] ?? null;
}

/** A grant as a receipt keeps it: enough to rebuild who held which role and when. */
export const roleGrantSnapshot = (grant: RoleGrantRow) => ({
  type: 'RoleGrant',
  id: grant.id,
  version: grant.version,
  createdAt: grant.createdAt,
  userId: grant.userId,
  role: grant.role,
  state: grant.state,
  proposedBy: grant.proposedBy,
  confirmedBy: grant.confirmedBy,
  from: grant.from,
  to: grant.to,
});

/** A grant as it is proposed. */
export const proposedGrant = (
  id: string,
  userId: string,
  role: string,
  proposedBy: string,
  at: string,
): RoleGrantRow => ({
  id,
  userId,
  role,
  state: 'PENDING',
  version: 1,
  proposedBy,
  confirmedBy: null,
  createdAt: at,
  from: null,
  to: null,
});
