import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalBytes, canonicalText, sha256Hex } from './canonical.js';
import { commitment, newSalt } from './payload.js';

describe('canonical JSON, against the test data of cyberphone/json-canonicalization (the reference of RFC 8785)', () => {
  it.each([
    // testdata/input/structures.json, testdata/output/structures.json
    [
      'structures',
      '{"1":{"f":{"f":"hi","F":5},"\\n":56.0},"10":{},"":"empty","a":{},"111":[{}],"A":{}}',
      '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}',
    ],
    // testdata/input/french.json, testdata/output/french.json
    [
      'french',
      '{"sin":"ingnore locale","péché":"is wrong according to French","peach":"This sorting order","pêche":"but canonicalization MUST"}',
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ingnore locale"}',
    ],
    // testdata/input/weird.json, testdata/output/weird.json: keys are sorted by UTF-16 code unit
    [
      'weird',
      '{"\\u20ac":"Euro Sign","1":"One","\\u0080":"Control\\u007f","\\ud83d\\ude02":"Smiley","\\u00f6":"Latin Small Letter O With Diaeresis","\\ufb33":"Hebrew Letter Dalet With Dagesh","</script>":"Browser Challenge"}',
      '{"1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign","\ud83d\ude02":"Smiley","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
    // testdata/input/values.json, testdata/output/values.json, without its 1E30, which is refused here (next test)
    [
      'values',
      '{"numbers":[4.50,333333333.33333329,2e-3,0.000000000000000000000000001],"escaping":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
      '{"escaping":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/","literals":[null,true,false],"numbers":[4.5,333333333.3333333,0.002,1e-27]}',
    ],
  ])('writes %s as published', (_, input, output) => {
    expect(canonicalText(JSON.parse(input))).toBe(output);
  });

  it('gives the same bytes for the same value in any order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalBytes(reversed)).toEqual(canonicalBytes(value));
      }),
    );
  });
});

describe('what JSON cannot carry the same way everywhere', () => {
  class Figure {
    amount = 5;
  }
  const deep = () => {
    let value: unknown = 1;
    for (let level = 0; level < 70; level++) value = [value];
    return value;
  };
  it.each([
    ['NaN', Number.NaN],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['1E30', 1e30],
    ['2^53', [2 ** 53]],
    ['undefined', { a: undefined }],
    ['a hole', [1, undefined, 2]],
    ['a function', { a: () => 1 }],
    ['a bigint', 5n],
    ['a symbol', { a: Symbol('s') }],
    ['a date', { at: new Date(0) }],
    ['a map', new Map()],
    ['a class instance', new Figure()],
    ['bytes', Buffer.from('a')],
    ['a toJSON method', { toJSON: () => 1 }],
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a key that assigns a prototype', JSON.parse('{"__proto__":1}')],
    ['too deep a nesting', deep()],
  ])('is refused: %s', (_, value) => {
    expect(() => canonicalText(value)).toThrow(expect.objectContaining({ name: 'TypeError' }));
  });

  it('takes the largest exact integer', () => {
    expect(canonicalText([2 ** 53 - 1, -(2 ** 53 - 1)])).toBe('[9007199254740991,-9007199254740991]');
  });
});

describe('commitments', () => {
  it('are the SHA-256 of the salt bytes followed by the canonical payload', () => {
    const salt = '000102030405060708090a0b0c0d0e0f';
    const bytes = Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from('{"a":1,"b":2}')]);
    expect(commitment(salt, { b: 2, a: 1 })).toBe(sha256Hex(bytes));
  });

  it('hide equal payloads behind different salts', () => {
    const [one, other] = [newSalt(), newSalt()];
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(commitment(one, { a: 1 })).not.toBe(commitment(other, { a: 1 }));
  });

  it.each(['', '00', 'ZZ0102030405060708090a0b0c0d0e0f', '000102030405060708090A0B0C0D0E0F'])(
    'refuse the salt %j',
    (salt) => {
      expect(() => commitment(salt, {})).toThrow('salt');
    },
  );
});
