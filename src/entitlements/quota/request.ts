import { createHash } from 'node:crypto';
import { type FieldProblem, type InvalidInput, invalidInput } from '../../kernel/outcomes.js';
import { BUILT_IN_METERS, type QuotaRequest, type QuotaSubject, type QuotaTerms, type UnknownMeter } from './quota.js';

/** More than this of one meter at a time is a mistake; sums of such stay whole numbers. */
const MOST_AMOUNT = 1_000_000_000_000;
const MOST_METERS = 20;
const LONGEST_ID = 128;
const LONGEST_KEY = 200;
/** Half a surrogate pair has no UTF-8 form; control characters have no place in a name. */
const UNREADABLE = /\p{Surrogate}|\p{Control}/u;
/** How long a reservation holds unless said, and at most. */
export const HOLD_MS = 60_000;
const LONGEST_HOLD_MS = 86_400_000;

type Amounts = Readonly<Record<string, number>>;

/** What is wrong with a request, field by field; null when nothing is. By hand: a parser would cost as much as the check. */
export function problemOf({ subject, amounts, reserveForMs, key }: QuotaRequest): InvalidInput | null {
  const problems: FieldProblem[] = [];
  for (const [level, id] of Object.entries(subject)) {
    if (id === null || id === undefined) continue;
    if (typeof id !== 'string' || id.length === 0 || id.length > LONGEST_ID || UNREADABLE.test(id))
      problems.push({
        path: `subject.${level}`,
        message: `has 1 to ${LONGEST_ID} characters, none of them a control character`,
      });
  }
  problems.push(...problemsOfAmounts(amounts));
  if (reserveForMs !== undefined && !isWhole(reserveForMs, 1, LONGEST_HOLD_MS))
    problems.push({ path: 'reserveForMs', message: `is a whole number from 1 to ${LONGEST_HOLD_MS}` });
  if (key !== null && key !== undefined && (key.length === 0 || key.length > LONGEST_KEY || UNREADABLE.test(key)))
    problems.push({ path: 'key', message: `has 1 to ${LONGEST_KEY} characters, none of them a control character` });
  return problems.length === 0 ? null : invalidInput(...problems);
}

/** What is wrong with amounts by meter. */
export function problemsOfAmounts(amounts: Amounts): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const named = Object.entries(amounts);
  if (named.length === 0 || named.length > MOST_METERS)
    problems.push({ path: 'amounts', message: `names 1 to ${MOST_METERS} meters` });
  for (const [meter, amount] of named) {
    if (!isWhole(amount, 0, MOST_AMOUNT))
      problems.push({ path: `amounts.${meter}`, message: `is a whole number from 0 to ${MOST_AMOUNT}` });
  }
  return problems;
}

/** The first meter that nothing counts; null when each is counted, or would be if there were a quota of it. */
export function unknownMeterIn(amounts: Amounts, { quotas }: QuotaTerms): UnknownMeter | null {
  for (const meter of Object.keys(amounts)) {
    if ((BUILT_IN_METERS as readonly string[]).includes(meter)) continue;
    if (quotas.some((quota) => quota.meter === meter)) continue;
    const counted = [...new Set([...BUILT_IN_METERS, ...quotas.map((quota) => quota.meter)])].sort().join(', ');
    return { __typename: 'UnknownMeter', message: `No quota counts "${meter}"; what is counted: ${counted}.`, meter };
  }
  return null;
}

/** What a key stands for: two requests of one key must have the same. */
export function digestOf(subject: QuotaSubject, amounts: Amounts): string {
  const { workspaceId = null, userId = null, apiKeyId = null, group = null } = subject;
  const asked = [workspaceId, userId, apiKeyId, group, Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1))];
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url');
}

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
