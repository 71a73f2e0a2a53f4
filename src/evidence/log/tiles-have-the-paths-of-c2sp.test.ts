import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeBundle, encodeBundle, isTileOf, parseTilePath, tilePath, tilesOfLevel } from './tiles.js';

describe('tile paths (C2SP tlog-tiles)', () => {
  it.each([
    // The specification's own example of an index, and golang.org/x/mod/sumdb/tlog's of a partial width.
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 4, index: 1_234_067, width: 1 }, 'tile/4/x001/x234/067.p/1'],
    [{ level: 'entries' as const, index: 0, width: 256 }, 'tile/entries/000'],
    [{ level: 'entries' as const, index: 999, width: 255 }, 'tile/entries/999.p/255'],
    [{ level: 63, index: 1000, width: 17 }, 'tile/63/x001/000.p/17'],
  ])('writes and reads %j', (address, path) => {
    expect(tilePath(address)).toBe(path);
    expect(parseTilePath(path)).toEqual(address);
  });

  it.each([
    'tile/0/0',
    'tile/0/0000',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/x000/001',
    'tile/0/001/000',
    'tile/0/x001/x000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/data/000',
    'tile/0/../000',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/000\n',
    `tile/0/${'x999/'.repeat(6)}999`,
  ])('reads nothing into %j', (path) => {
    expect(parseTilePath(path)).toBeNull();
  });

  it('reads every path that it writes', () => {
    fc.assert(
      fc.property(fc.nat(63), fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
      }),
    );
  });

  it('lists the tiles of the example size 70,000: 273 and one of 112, one and one of 17, one of 1', () => {
    const shape = (level: number) => {
      const tiles = [...tilesOfLevel(70_000, level)];
      return [
        tiles.filter(({ width }) => width === 256).length,
        ...tiles.filter(({ width }) => width < 256).map((t) => t.width),
      ];
    };
    expect([0, 1, 2, 3].map(shape)).toEqual([[273, 112], [1, 17], [0, 1], [0]]);
  });

  it('knows which tiles a log of a size has', () => {
    expect(isTileOf(70_000, { level: 0, index: 272, width: 256 })).toBe(true);
    expect(isTileOf(70_000, { level: 0, index: 273, width: 112 })).toBe(true);
    expect(isTileOf(70_000, { level: 'entries', index: 273, width: 113 })).toBe(false);
    expect(isTileOf(70_000, { level: 1, index: 1, width: 17 })).toBe(true);
    expect(isTileOf(70_000, { level: 2, index: 0, width: 2 })).toBe(false);
    expect(isTileOf(0, { level: 0, index: 0, width: 1 })).toBe(false);
  });
});

describe('entry bundles', () => {
  it('hold each entry behind its big-endian length', () => {
    expect(encodeBundle([Buffer.from('a'), Buffer.alloc(0), Buffer.alloc(258, 7)]).subarray(0, 7)).toEqual(
      Buffer.from([0, 1, 97, 0, 0, 1, 2]),
    );
  });

  it('give back what was put in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 256 }), (entries) => {
        expect(decodeBundle(encodeBundle(entries), entries.length).map((e) => [...e])).toEqual(
          entries.map((e) => [...e]),
        );
      }),
    );
  });

  it('are refused when cut off, when they hold another number of entries, and when an entry is too large', () => {
    const bundle = encodeBundle([Buffer.from('one'), Buffer.from('two')]);
    expect(() => decodeBundle(bundle.subarray(0, -1), 2)).toThrow('cut off');
    expect(() => decodeBundle(bundle.subarray(0, 6), 2)).toThrow('cut off');
    expect(() => decodeBundle(bundle, 3)).toThrow('2 entries, not 3');
    expect(() => encodeBundle([Buffer.alloc(65_536)])).toThrow('out of range');
  });
});
