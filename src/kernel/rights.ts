export const ROLES = [
  'sdr',
  'ae',
  'csm',
  'partner_manager',
  'sales_manager',
  'finance',
  'legal',
  'vp_sales',
  'revops_admin',
  'auditor',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];

export const SEAT_TYPES = ['DECISION', 'OBSERVER'] as const;
export type SeatType = (typeof SEAT_TYPES)[number];

/** What one action needs. A user needs the seat and one of the roles; a key needs the scope; the system may always. */
export interface Right {
  /** Null: no seat needed. A DECISION seat satisfies OBSERVER. */
  seat: SeatType | null;
  /** Null: any role, or none. */
  anyRole: readonly Role[] | null;
  /** Null: no API key may do this. */
  scope: string | null;
}

/** The one table of actions and what they need; read by the edge's directives and again by the unit of work. */
export type Rights = Readonly<Record<string, Right>>;

/** Why a caller may not: null when they may. Seat first, since that is what an observer can ask for. */
export type Refusal = { reason: 'SEAT'; requiredSeat: SeatType } | { reason: 'ROLE' } | { reason: 'SCOPE' };

/** What of a caller decides what they may. */
export interface RightsHolder {
  type: 'user' | 'api_key' | 'system';
  /** Roles held and seat assigned at the time of the request. */
  roles: readonly Role[];
  seat: SeatType | null;
  /** Scopes of an API key; empty for users. */
  scopes: readonly string[];
}

/** Decides whether a caller meets a right. */
export function refusalOf(caller: RightsHolder, right: Right): Refusal | null {
  if (caller.type === 'system') return null;
  if (caller.type === 'api_key') {
    return right.scope !== null && caller.scopes.includes(right.scope) ? null : { reason: 'SCOPE' };
  }
  if (right.anyRole && !right.anyRole.some((role) => caller.roles.includes(role))) {
    return caller.seat !== 'DECISION' && right.seat === 'DECISION'
      ? { reason: 'SEAT', requiredSeat: right.seat }
      : { reason: 'ROLE' };
  }
  if (right.seat && caller.seat !== 'DECISION' && caller.seat !== right.seat) {
    return { reason: 'SEAT', requiredSeat: right.seat };
  }
  return null;
}
