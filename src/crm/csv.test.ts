import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvOf } from '../kernel/values/csv-safe.js';
import { type CsvColumn, CsvError, type CsvPart, readCsv } from './csv.js';

const COLUMNS: CsvColumn[] = [
  { name: 'account', required: true, aliases: ['company'] },
  { name: 'sector', required: false },
];

/** All parts of a file, however its bytes are cut, and what stopped the reading. */
async function read(
  file: string | Buffer,
  size = 7,
  columns = COLUMNS,
): Promise<{ parts: CsvPart[]; error: CsvError | null }> {
  const bytes = Buffer.from(file);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  const parts: CsvPart[] = [];
  try {
    for await (const part of readCsv(Readable.from(chunks, { objectMode: true }), columns)) parts.push(part);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { parts, error };
  }
  return { parts, error: null };
}

const rows = (parts: CsvPart[]) => parts.flatMap((part) => (part.kind === 'row' ? [[part.line, part.values]] : []));

describe('a CSV file', () => {
  it('gives its header and its rows with their lines, over BOM, CRLF, quotes and blank lines', async () => {
    const { parts, error } = await read(
      '\ufeffAccount , extra,SECTOR\r\nAcme,1, "retail"\r\n\r\n"Two\r\nLines",2,"a ""b"""\r\nLast,3,\r\n'.replace(
        ' "retail"',
        '" retail "',
      ),
    );
    expect(error).toBeNull();
    expect(parts[0]).toEqual({ kind: 'header', line: 1, columns: ['account', 'sector'], ignored: ['extra'] });
    expect(rows(parts)).toEqual([
      [2, { account: 'Acme', sector: 'retail' }],
      [4, { account: 'Two\r\nLines', sector: 'a "b"' }],
      [6, { account: 'Last', sector: '' }],
    ]);
  });

  it('may use an alias for a column, and leave out what is not required', async () => {
    expect(rows((await read('company\nAcme')).parts)).toEqual([[2, { account: 'Acme' }]]);
  });

  it('keeps its good rows when others are ragged', async () => {
    const { parts, error } = await read('account,sector\nA,x\nB\nC,y,z\nD,w\n');
    expect(error).toBeNull();
    expect(parts.slice(1)).toEqual([
      { kind: 'row', line: 2, values: { account: 'A', sector: 'x' } },
      { kind: 'rejected', line: 3, column: 'sector', reason: 'has 1 fields where the header has 2' },
      { kind: 'rejected', line: 4, column: null, reason: 'has 3 fields where the header has 2' },
      { kind: 'row', line: 5, values: { account: 'D', sector: 'w' } },
    ]);
  });

  it('may have only a header', async () => expect((await read('account\n')).error).toBeNull());

  it.each([
    ['', 1, 'The file is empty; its first line must name the columns.'],
    ['\n\n', 1, 'The file is empty; its first line must name the columns.'],
    ['sector\nretail\n', 1, 'The header lacks "account"; it has "sector".'],
    ['account,company\nA,B\n', 1, 'The header names the column "account" twice.'],
    ['account;sector\nA;B\n', 1, 'The columns are separated by semicolons; they must be separated by commas.'],
    ['account\nA\n"B\nC\n', 3, 'A quotation mark is never closed in the row that begins on line 3.'],
    [
      'account\nA\n"B"x\n',
      3,
      'A quotation mark stands inside a field in the row that begins on line 3; put the whole field in quotation marks and double those within.',
    ],
    [
      'account\nA\nB"x\n',
      3,
      'A quotation mark stands inside a field in the row that begins on line 3; put the whole field in quotation marks and double those within.',
    ],
  ])('%j is refused with one sentence', async (file, line, message) => {
    for (const size of [1, 7, 1000]) {
      const { error } = await read(file, size);
      expect([error?.line, error?.message]).toEqual([line, message]);
    }
  });

  it('gives the rows before an error first, whatever the pieces it comes in', async () => {
    for (const size of [1, 7, 1000]) {
      const { parts, error } = await read('account\nA\nB\n"C"x\nD\n', size);
      expect(rows(parts).map(([line]) => line)).toEqual([2, 3]);
      expect(error?.line).toBe(4);
    }
  });

  it('is refused at the line that is not UTF-8', async () => {
    const latin1 = Buffer.concat([Buffer.from('account\nA\nM'), Buffer.from([0xfc]), Buffer.from('ller\nB\n')]);
    for (const size of [1, 5, 1000])
      expect((await read(latin1, size)).error?.message).toBe('Line 3 is not valid UTF-8; save the file as UTF-8.');
    expect((await read(Buffer.from('\ufeffaccount\nA\n', 'utf16le'))).error?.line).toBe(1);
    expect((await read(Buffer.from([...Buffer.from('account\nM'), 0xc3]))).error?.line).toBe(2);
  });

  it('is read across characters that are cut in two', async () => {
    expect(rows((await read('account\nMüller 株式会社 🚀\n', 1)).parts)).toEqual([
      [2, { account: 'Müller 株式会社 🚀' }],
    ]);
  });

  it('is refused when a line or a quoted field is over 1 MB', async () => {
    const long = 'x'.repeat(1_100_000);
    expect((await read(`account\n${long}`, 65_536)).error?.message).toBe('Line 2 is longer than 1 MB.');
    const quoted = `account\nA\n"${'many lines\n'.repeat(110_000)}`;
    expect((await read(quoted, 65_536)).error?.message).toContain('More than 1 MB in the row that begins on line 3');
  });

  it('is read past millions of blank lines in seconds, with its rows on their lines', async () => {
    const blank = 3_000_000;
    const startedAt = performance.now();
    const { parts, error } = await read(`\n\naccount\n${'\n'.repeat(blank)}A\n \n\n"B\nC"\nD\n\n"E"x\n`, 65_536);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(parts[0]).toMatchObject({ kind: 'header', line: 3 });
    expect(rows(parts).map(([line]) => line)).toEqual([4 + blank, 7 + blank, 9 + blank]);
    expect(error?.line).toBe(11 + blank);
  });

  it('is read in bounded memory, no further than its reader has come', async () => {
    let pulled = 0;
    async function* endless() {
      yield Buffer.from('account\n');
      for (; ; pulled++) yield Buffer.from('Acme\n'.repeat(1000));
    }
    let seen = 0;
    for await (const part of readCsv(endless(), COLUMNS)) {
      if (part.kind === 'row' && ++seen === 50_000) break;
    }
    expect(pulled).toBeLessThan(60);
  });
});

describe('a CSV export', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('disarms %j', (text) => {
    expect(
      csvOf(['a'], [{ a: text }])
        .split('\r\n')[1]
        ?.replaceAll('"', ''),
    ).toMatch(/^'/);
  });

  it('leaves numbers and harmless texts as they are, quotes what needs it, and writes null as nothing', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          { a: -5, b: 'x, "y"' },
          { a: null, b: 'a=b' },
        ],
      ),
    ).toBe('a,b\r\n-5,"x, ""y"""\r\n,a=b\r\n');
  });

  it('is read back as it was written, but for apostrophes and outer spaces', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ account: cell, sector: cell }), { maxLength: 5 }), async (written) => {
        const kept = written.filter(({ account, sector }) => account.trim() !== '' || sector.trim() !== '');
        const { parts } = await read(csvOf(['account', 'sector'], kept), 11);
        const expected = kept.map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([key, text]) => [key, (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).trim()]),
          ),
        );
        expect(rows(parts).map(([, values]) => values)).toEqual(expected);
      }),
    );
  });
});
