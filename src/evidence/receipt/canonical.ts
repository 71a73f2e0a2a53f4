import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Deeper nesting is refused, so that no payload can exhaust the stack of whoever verifies it. */
const MAX_DEPTH = 64;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The RFC 8785 (JCS) canonical text of a JSON value.
 * Throws a TypeError for what JSON cannot carry the same way everywhere: undefined, functions, dates and other class instances,
 * NaN and infinities, numbers of 2^53 and more, lone surrogates, nesting beyond 64 levels.
 */
export function canonicalText(value: unknown): string {
  assertJson(value, 0, '$');
  return canonicalize(value) as string;
}

/** The UTF-8 bytes of `canonicalText`: what is hashed, committed to and logged. */
export const canonicalBytes = (value: unknown): Buffer => Buffer.from(canonicalText(value), 'utf8');

/** Lower-case hex SHA-256 of bytes, or of a text's UTF-8. */
export const sha256Hex = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

function assertJson(value: unknown, depth: number, path: string): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') assertText(value, path);
  else if (typeof value === 'number') assertNumber(value, path);
  else if (typeof value === 'object') assertMembers(value, depth, path);
  else throw new TypeError(`${path}: ${typeof value} is not a JSON value`);
}

function assertMembers(value: object, depth: number, path: string): void {
  if (depth === MAX_DEPTH) throw new TypeError(`${path}: nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) assertJson(value[i], depth + 1, `${path}[${i}]`);
    return;
  }
  assertPlain(value, path);
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') throw new TypeError(`${path}: __proto__ is not a key that every program reads the same`);
    assertText(key, path);
    assertJson(member, depth + 1, `${path}.${key}`);
  }
}

function assertNumber(value: number, path: string): void {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return;
  throw new TypeError(`${path}: ${value} is not a finite number below 2^53`);
}

function assertText(text: string, path: string): void {
  if (LONE_SURROGATE.test(text)) throw new TypeError(`${path}: a lone surrogate has no UTF-8 form`);
}

/** Class instances are refused: what `toJSON` or hidden fields would make of them is not what the author saw. */
function assertPlain(value: object, path: string): void {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(`${path}: ${prototype.constructor?.name ?? 'an instance'} is not a plain object`);
  }
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') throw new TypeError(`${path}: has a toJSON method`);
}
