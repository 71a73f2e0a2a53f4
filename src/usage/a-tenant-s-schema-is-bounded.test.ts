import { describe, expect, it } from '@jest/globals';
import { parseCommand } from '../kernel/outcomes.js';
import { metadataOf, readSchema } from './metadata-schema.js';

const ofObject = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });

/** What is wrong with a schema, or null. */
const problemOf = (schema: unknown): string | null => {
  const read = readSchema(schema);
  return read.ok ? null : `${read.problem.path}: ${read.problem.message}`;
};

/** What metadata comes to under a schema: null when it is as the schema says. */
function refusalOf(schema: object, metadata: unknown): string | null {
  const read = readSchema(schema);
  if (!read.ok) throw new Error(read.problem.message);
  const parsed = parseCommand(metadataOf(read.text), metadata);
  return parsed.ok ? null : parsed.invalid.message;
}

const nested = (depth: number): object => (depth === 0 ? {} : ofObject({ next: nested(depth - 1) }));

describe("a tenant's schema", () => {
  const order = ofObject(
    {
      sku: { type: 'string', pattern: '^SKU-[0-9]{4,8}$' },
      quantity: { type: 'integer', minimum: 1 },
      at: { type: 'string', format: 'date-time' },
      tags: { type: 'array', items: { enum: ['new', 'used'] }, maxItems: 3 },
    },
    { required: ['sku', 'quantity'], additionalProperties: false },
  );

  it('says what metadata must be, and names what is wrong', () => {
    expect(refusalOf(order, { sku: 'SKU-1234', quantity: 2, tags: ['new'], at: '2026-03-04T10:00:00Z' })).toBeNull();
    expect(refusalOf(order, { sku: 'SKU-1', quantity: 2 })).toMatch(/^sku: must match pattern/);
    expect(refusalOf(order, { sku: 'SKU-1234', quantity: 0 })).toBe('quantity: must be >= 1');
    expect(refusalOf(order, { sku: 'SKU-1234' })).toMatch(/quantity/);
    expect(refusalOf(order, { sku: 'SKU-1234', quantity: 1, other: 1 })).toMatch(/other/);
    expect(refusalOf(order, { sku: 'SKU-1234', quantity: 1, tags: ['new', 'red'] })).toMatch(/^tags\.1: .*new, used/);
    expect(refusalOf(order, { sku: 'SKU-1234', quantity: 1, at: 'noon' })).toMatch(/^at: /);
  });

  it('tries its patterns on so much text and no more, however it is spread', () => {
    const sluggish = '[ab]*a[ab]{120}[cd]$';
    const patterns = Array.from({ length: 9 }, (_, n) => ({ pattern: `${'(a|b|x)?'.repeat(n)}[ab]*` }));
    const texts = ofObject({ s: { type: 'array', items: { allOf: patterns } }, not: { not: { pattern: sluggish } } });
    const began = performance.now();
    expect(refusalOf(texts, { s: ['ab'.repeat(8_000)] })).toMatch(/more text than the patterns/);
    const spread = Array.from({ length: 200 }, () => 'abaab'.repeat(8));
    expect(refusalOf(texts, { s: spread })).toMatch(/more text than the patterns/);
    expect(refusalOf(texts, { not: 'ab'.repeat(8_000) })).toMatch(/more text than the patterns/);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(refusalOf(order, { sku: 'SKU-1234', quantity: 2 })).toBeNull();
  });

  it('may hold no value that nests too deeply to be kept', () => {
    const deep = JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`);
    expect(problemOf(ofObject({ a: { const: deep } }))).toMatch(/nests too deeply/);
  });

  it('asks for what is there itself, and not for what every object has', () => {
    expect(refusalOf(ofObject({}, { required: ['toString'] }), {})).toMatch(/toString/);
    expect(refusalOf(ofObject({ constructor: { type: 'string' } }), {})).toBeNull();
  });

  it.each<[string, unknown, RegExp]>([
    ['no object', [], /is an object/],
    ['not about an object', { type: 'string' }, /^type: /],
    ['of a draft that nobody knows', { $schema: 'https://evil.example/s', type: 'object' }, /^\$schema: /],
    ['with a reference', ofObject({ a: { $ref: 'https://evil.example/s' } }), /^properties\.a\.\$ref: is no keyword/],
    ['with a reference to itself', ofObject({ a: { $ref: '#' } }), /is no keyword/],
    ['with an id', { ...ofObject({}), $id: 'https://evil.example/s' }, /^\$id: is no keyword/],
    ['that compares each with each', ofObject({ a: { uniqueItems: true } }), /uniqueItems: is no keyword/],
    ['with patterns of names', ofObject({}, { patternProperties: { 'a+': {} } }), /patternProperties: is no keyword/],
    ['that nests without end', nested(9), /nests more than 8/],
    ['of many schemas', ofObject(Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`p${n}`, {}]))), /200/],
    ['of many branches', ofObject({ a: { anyOf: Array.from({ length: 17 }, () => ({})) } }), /over 16/],
    ['of many values', ofObject({ a: { enum: Array.from({ length: 101 }, (_, n) => n) } }), /more than 100 values/],
    ['that is large', ofObject({ a: { description: 'x'.repeat(20_000) } }), /16384 bytes/],
    ['that is malformed', ofObject({ a: { type: 'strin' } }), /a\.type: |type/],
    ['of an unknown format', ofObject({ a: { format: 'regex' } }), /format: is none of/],
    ['that touches prototypes', JSON.parse('{"type":"object","properties":{"__proto__":{}}}'), /not taken/],
    ['that looks around', ofObject({ a: { pattern: '(?=a)b' } }), /RE2/],
    ['that refers back', ofObject({ a: { pattern: '(a)\\1' } }), /RE2/],
    ['that repeats too much', ofObject({ a: { pattern: '\\w{1000}' } }), /repeats too much/],
    ['with a long pattern', ofObject({ a: { pattern: 'a'.repeat(201) } }), /longer than 200/],
    [
      'of many patterns',
      ofObject(Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`p${n}`, { pattern: 'a' }]))),
      /10 patterns/,
    ],
  ])('%s is refused', (_, schema, problem) => {
    expect(problemOf(schema)).toMatch(problem);
  });

  it('with a pattern that would stop others for years is asked in no time', () => {
    const schema = ofObject({ a: { type: 'string', pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' } });
    const started = performance.now();
    expect(refusalOf(schema, { a: 'a'.repeat(10_000) })).toMatch(/pattern/);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
