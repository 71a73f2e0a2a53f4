import type { FastifyReply } from 'fastify';
import { CodedError } from '../../src/kernel/errors.js';
import type { InvalidInput, NotFound, SharedOutcome } from '../../src/kernel/outcomes.js';
import { cursorOf, type Place, placeOf } from './connection.js';

/** The most rows of a page of an admin's list. */
const MOST_ROWS = 500;
const DEFAULT_ROWS = 50;

/** What of an admin's use case is no answer. */
type Refused = NotFound | InvalidInput | SharedOutcome;

/** Whether an outcome is one of those that every use case may have in place of an answer. */
export const isRefused = (outcome: { __typename: string }): outcome is Refused => 'message' in outcome;

/** Answers 404, 409, or 400 naming each field. */
export function refuse(reply: FastifyReply, outcome: Refused): FastifyReply {
  const { __typename, message } = outcome;
  const error = { message, correlationId: reply.request.id };
  if (__typename === 'NotFound') return reply.code(404).send({ error: { code: 'NOT_FOUND', ...error } });
  if (__typename === 'IdempotencyConflict') {
    return reply.code(409).send({ error: { code: 'IDEMPOTENCY_CONFLICT', ...error } });
  }
  throw new CodedError('BAD_USER_INPUT', message, 'fields' in outcome ? { fields: outcome.fields } : {});
}

/** A request's parameters, each given once. Throws BAD_USER_INPUT for one that is given twice or that the route does not have. */
export function parametersOf<N extends string>(query: unknown, names: readonly N[]): Partial<Record<N, string>> {
  for (const [name, value] of Object.entries(query as Record<string, unknown>)) {
    if (!names.includes(name as N)) {
      throw new CodedError('BAD_USER_INPUT', `${name}: there is no such parameter; there are ${names.join(', ')}.`);
    }
    if (typeof value !== 'string') throw new CodedError('BAD_USER_INPUT', `${name}: is given once.`);
  }
  return query as Partial<Record<N, string>>;
}

/** `limit`: how many rows a page has. */
export function rowsOf(limit: string | undefined): number {
  if (limit === undefined) return DEFAULT_ROWS;
  const rows = /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
  if (rows < 1 || rows > MOST_ROWS) throw new CodedError('BAD_USER_INPUT', `limit: is from 1 to ${MOST_ROWS}.`);
  return rows;
}

/** The place a cursor stands for, as the two texts that its list is ordered by; null: from the beginning. */
export function placeAfter(cursor: string | undefined): [string, string] | null {
  if (cursor === undefined) return null;
  const [first, second] = placeOf(cursor, 2);
  return [String(first), String(second)];
}

/** A page of rows read with one more than it has, and the cursor of the next; null: it was the last. */
export function paged<V>(rows: V[], limit: number, place: (row: V) => Place): { rows: V[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? cursorOf(place(last)) : null };
}
