import { hash } from 'node:crypto';

/** Deeper nesting is refused, so that no payload can exhaust the stack of whoever verifies it. */
const MAX_DEPTH = 64;
const LONE_SURROGATE = /\p{Surrogate}/u;
/** Quotes, backslashes, control characters, and halves of pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what RFC 8785 escapes
const MAY_NEED_ESCAPES = /["\\\u0000-\u001f\ud800-\udfff]/;

/** What is refused, and the keys and indexes that lead to it, which are gathered on the way out. */
class Refused extends Error {
  readonly path: (string | number)[] = [];
}

/**
 * The RFC 8785 (JCS) canonical text of a JSON value, checked and written in one pass: every receipt is written so, and the
 * library that we had took a tenth of a submission's time.
 * Throws a TypeError for what JSON cannot carry the same way everywhere: undefined, functions, dates and other class instances,
 * NaN and infinities, numbers of 2^53 and more, lone surrogates, nesting beyond 64 levels.
 */
export function canonicalText(value: unknown): string {
  try {
    return textOf(value, 0);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const path = error.path.reverse().map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
    throw new TypeError(`$${path.join('')}: ${error.message}`);
  }
}

/** The UTF-8 bytes of `canonicalText`: what is hashed, committed to and logged. */
export const canonicalBytes = (value: unknown): Buffer => Buffer.from(canonicalText(value), 'utf8');

/** Lower-case hex SHA-256 of bytes, or of a text's UTF-8. */
export const sha256Hex = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

function textOf(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return numeral(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === MAX_DEPTH) throw new Refused(`nested deeper than ${MAX_DEPTH} levels`);
      return Array.isArray(value) ? listOf(value, depth + 1) : membersOf(value as Record<string, unknown>, depth + 1);
    default:
      throw new Refused(`${typeof value} is not a JSON value`);
  }
}

function listOf(values: unknown[], depth: number): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ',';
    text += at(index, values[index], depth);
  }
  return `${text}]`;
}

/** Keys are sorted by UTF-16 code units, as JavaScript compares texts. */
function membersOf(value: Record<string, unknown>, depth: number): string {
  assertPlain(value);
  let text = '{';
  for (const key of sorted(Object.keys(value))) {
    if (key === '__proto__') throw new Refused('__proto__ is not a key that every program reads the same');
    if (text.length > 1) text += ',';
    text += `${quoted(key)}:${at(key, value[key], depth)}`;
  }
  return `${text}}`;
}

/** By insertion: what receipts hold has few keys, and is written in their order mostly. */
function sorted(keys: string[]): string[] {
  if (keys.length > 32) return keys.sort();
  for (let next = 1; next < keys.length; next++) {
    const key = keys[next] as string;
    let place = next;
    for (; place > 0 && (keys[place - 1] as string) > key; place--) keys[place] = keys[place - 1] as string;
    keys[place] = key;
  }
  return keys;
}

function at(key: string | number, value: unknown, depth: number): string {
  try {
    return textOf(value, depth);
  } catch (error) {
    if (error instanceof Refused) error.path.push(key);
    throw error;
  }
}

/** JavaScript writes numbers as the RFC asks for. */
function numeral(value: number): string {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return JSON.stringify(value);
  throw new Refused(`${value} is not a finite number below 2^53`);
}

/** JavaScript escapes as the RFC asks for; most texts need none, and to see that costs less than to escape. */
function quoted(text: string): string {
  if (!MAY_NEED_ESCAPES.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) throw new Refused('a lone surrogate has no UTF-8 form');
  return JSON.stringify(text);
}

/** Class instances are refused: what `toJSON` or hidden fields would make of them is not what the author saw. */
function assertPlain(value: object): void {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new Refused(`${prototype.constructor?.name ?? 'an instance'} is not a plain object`);
  }
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') throw new Refused('has a toJSON method');
}
