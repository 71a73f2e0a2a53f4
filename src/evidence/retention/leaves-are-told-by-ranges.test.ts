import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LeafRanges, rangesOf } from './leaf-ranges.js';

describe('ranges of leaves', () => {
  it('are as few as can be', () => {
    expect(rangesOf([7, 1, 2, 3, 9, 8])).toEqual([
      [1, 3],
      [7, 9],
    ]);
    expect(rangesOf([])).toEqual([]);
  });

  it('hold exactly the leaves that they were made of, in however many batches', () => {
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.nat(60)), { maxLength: 5 }), (batches) => {
        const ranges = new LeafRanges();
        for (const batch of batches) ranges.add(rangesOf(batch));
        const wanted = new Set(batches.flat());
        for (let leaf = 0; leaf <= 61; leaf++) expect(ranges.has(leaf)).toBe(wanted.has(leaf));
      }),
    );
  });
});
