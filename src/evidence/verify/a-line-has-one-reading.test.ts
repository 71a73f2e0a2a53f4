import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linesOf } from './lines.js';
import { parseStrictJson } from './strict-json.js';

describe('strict JSON', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        fc.pre(!text.includes('__proto__'));
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"b":{"c":[{"d":1,"d":2}]}}',
    '{"a":1,"\\u0061":2}',
    '{"a\\\\":1,"a\\\\":2}',
    '{"a\\"":{"x":"}"},"a\\"":2}',
    '{ "a" : "b" , "a" : "c" }',
    '{"__proto__":1}',
  ])('refuses %s', (text) => {
    expect(() => parseStrictJson(text)).toThrow(expect.objectContaining({ name: 'SyntaxError' }));
  });

  it.each(['{"a":{"a":{"a":1}}}', '[{"a":1},{"a":1}]', '{"a":"\\"a\\":1,\\"a\\":2","b":"\\\\"}', '"a:b"'])(
    'takes %s',
    (text) => {
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    },
  );
});

describe('lines', () => {
  const read = async (chunks: Uint8Array[]) => {
    async function* stream() {
      yield* chunks;
    }
    const lines: string[] = [];
    for await (const line of linesOf(stream())) lines.push(line);
    return lines;
  };

  it('are the same wherever the chunks were cut, in the middle of a character too', async () => {
    const bytes = Buffer.from('grüße\n\n{"€":1}\nlast');
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await read([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(['grüße', '', '{"€":1}', 'last']);
    }
    expect(await read([Buffer.from('one\n')])).toEqual(['one']);
    expect(await read([])).toEqual([]);
  });

  it('are refused by number when they are not UTF-8 or too long', async () => {
    await expect(read([Buffer.from('one\n'), Buffer.from([0xff, 0x0a])])).rejects.toMatchObject({
      failure: { line: 2, reason: 'the line is not UTF-8' },
    });
    const chunk = Buffer.alloc(1024 * 1024, 0x61);
    await expect(read(new Array(17).fill(chunk))).rejects.toMatchObject({ failure: { line: 1 } });
  });
});
