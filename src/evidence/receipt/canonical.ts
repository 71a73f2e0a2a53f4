import { hash } from 'node:crypto';

/** Deeper nesting is refused, so that no payload can exhaust the stack of whoever verifies it. */
const MAX_DEPTH = 64;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Keys and indexes that lead to the value being written, for what is said of it. */
type Path = (string | number)[];

/**
 * The RFC 8785 (JCS) canonical text of a JSON value, checked and written in one pass: every receipt is written so, and the
 * library that we had took a tenth of a submission's time.
 * Throws a TypeError for what JSON cannot carry the same way everywhere: undefined, functions, dates and other class instances,
 * NaN and infinities, numbers of 2^53 and more, lone surrogates, nesting beyond 64 levels.
 */
export const canonicalText = (value: unknown): string => textOf(value, []);

/** The UTF-8 bytes of `canonicalText`: what is hashed, committed to and logged. */
export const canonicalBytes = (value: unknown): Buffer => Buffer.from(canonicalText(value), 'utf8');

/** Lower-case hex SHA-256 of bytes, or of a text's UTF-8. */
export const sha256Hex = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

function textOf(value: unknown, path: Path): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return quoted(value, path);
    case 'number':
      return numeral(value, path);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (path.length === MAX_DEPTH) throw refused(path, `nested deeper than ${MAX_DEPTH} levels`);
      return Array.isArray(value) ? listOf(value, path) : membersOf(value, path);
    default:
      throw refused(path, `${typeof value} is not a JSON value`);
  }
}

function listOf(values: unknown[], path: Path): string {
  let text = '';
  for (let index = 0; index < values.length; index++) {
    path.push(index);
    text += (index === 0 ? '' : ',') + textOf(values[index], path);
    path.pop();
  }
  return `[${text}]`;
}

/** Keys are sorted by UTF-16 code units, as JavaScript compares texts. */
function membersOf(value: object, path: Path): string {
  assertPlain(value, path);
  let text = '';
  for (const key of Object.keys(value).sort()) {
    if (key === '__proto__') throw refused(path, '__proto__ is not a key that every program reads the same');
    path.push(key);
    text += `${text === '' ? '' : ','}${quoted(key, path)}:${textOf((value as Record<string, unknown>)[key], path)}`;
    path.pop();
  }
  return `{${text}}`;
}

/** JavaScript writes numbers as the RFC asks for. */
function numeral(value: number, path: Path): string {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return JSON.stringify(value);
  throw refused(path, `${value} is not a finite number below 2^53`);
}

/** JavaScript escapes as the RFC asks for; a lone surrogate it escapes too, so that only longer texts need the check. */
function quoted(text: string, path: Path): string {
  const quoted = JSON.stringify(text);
  if (quoted.length > text.length + 2 && LONE_SURROGATE.test(text)) {
    throw refused(path, 'a lone surrogate has no UTF-8 form');
  }
  return quoted;
}

/** Class instances are refused: what `toJSON` or hidden fields would make of them is not what the author saw. */
function assertPlain(value: object, path: Path): void {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw refused(path, `${prototype.constructor?.name ?? 'an instance'} is not a plain object`);
  }
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') throw refused(path, 'has a toJSON method');
}

const refused = (path: Path, why: string): TypeError =>
  new TypeError(`$${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}: ${why}`);
