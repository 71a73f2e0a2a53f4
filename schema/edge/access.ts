import type { Caller } from '../../src/kernel/caller.js';
import type { Right, RightsHolder, Role, SeatType } from '../../src/kernel/rights.js';

/** What a root field or a route asks of its caller. A user needs the seat and one of the roles, a key one of the scopes. */
export interface AccessRule {
  seat: SeatType | null;
  anyRole: readonly Role[] | null;
  anyScope: readonly string[] | null;
}

/** Every root field and every route says who may use it; `public` asks for no caller. */
export type Access = 'public' | AccessRule;

/** One known caller at one guarded door. */
interface Admission<C extends EdgeContext = EdgeContext> {
  caller: Caller;
  rule: AccessRule;
  /** `Mutation.submitQuote` over GraphQL, the route's path over HTTP. */
  coordinates: string;
  /** `GRAPHQL`, or the HTTP verb. */
  method: string;
  context: C;
}

/** Lets the caller in, or records the refusal and throws a CodedError (SEAT_REQUIRED, FORBIDDEN). */
export type Guard<C extends EdgeContext = EdgeContext> = (admission: Admission<C>) => Promise<void>;

/** What every resolver and route receives: a plain object; slices add their loaders to it. */
export interface EdgeContext {
  requestId: string;
  /** Null when the request brought no credentials. */
  caller: Caller | null;
}

/** The same context, its caller's request naming the door that was used. */
export function atDoor<C extends EdgeContext>(context: C, caller: Caller, route: string, method: string): C {
  return { ...context, caller: { ...caller, request: { ...caller.request, route, method } } };
}

/** The rule as a row of the rights table, which knows one scope: the one of several that the caller holds, else the first. */
export function rightFor({ seat, anyRole, anyScope }: AccessRule, { scopes }: RightsHolder): Right {
  const held = anyScope?.find((scope) => scopes.includes(scope));
  return { seat, anyRole, scope: held ?? anyScope?.[0] ?? null };
}
