import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  appendLeaves,
  decodeEdge,
  EMPTY_EDGE,
  EMPTY_ROOT,
  encodeEdge,
  leafHash,
  nodeHash,
  partialWidth,
} from './merkle.js';
import { consistencyProof, inclusionProof, type TileReader, verifyConsistency, verifyInclusion } from './proofs.js';

const LARGEST = 700;
const leaves = Array.from({ length: LARGEST }, (_, i) => leafHash(Buffer.from(`entry ${i}`)));

/** RFC 6962's definition of the tree head, word by word: slow, and shares nothing with the code under test but the hashes. */
function definedRoot(hashes: Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return EMPTY_ROOT;
  if (hashes.length === 1) return hashes[0] as Uint8Array;
  const k = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
  return nodeHash(definedRoot(hashes.slice(0, k)), definedRoot(hashes.slice(k)));
}

/** Tiles by the definition of C2SP tlog-tiles: MTH(D[(n·256+i)·256^l : (n·256+i+1)·256^l]). */
const definedTiles =
  (size: number): TileReader =>
  async (level, index, width) => {
    const span = 256 ** level;
    const hashes = Array.from({ length: width }, (_, i) => {
      const start = (index * 256 + i) * span;
      if (start + span > size) throw new Error(`no hash ${i} in tile ${level}/${index} at size ${size}`);
      return definedRoot(leaves.slice(start, start + span));
    });
    return Buffer.concat(hashes);
  };

const size = fc.integer({ min: 0, max: LARGEST });

describe('a log that grows by its edge', () => {
  it('has the root and the full tiles of a tree built from scratch, however the leaves were split into batches', () => {
    fc.assert(
      fc.property(size, fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }), (total, cuts) => {
        let grown = appendLeaves(EMPTY_EDGE, []);
        const tiles = [];
        for (const cut of [...cuts, LARGEST]) {
          const upTo = Math.min(total, grown.edge.size + cut);
          grown = appendLeaves(grown.edge, leaves.slice(grown.edge.size, upTo));
          tiles.push(...grown.fullTiles);
        }
        const atOnce = appendLeaves(EMPTY_EDGE, leaves.slice(0, total));
        expect(grown.edge).toEqual(atOnce.edge);
        expect(tiles).toEqual(atOnce.fullTiles);
        expect(Buffer.from(grown.root)).toEqual(Buffer.from(definedRoot(leaves.slice(0, total))));
      }),
      { numRuns: 60 },
    );
  });

  it('leaves the old edge as it was, so that a seal that failed can be repeated', () => {
    const { edge } = appendLeaves(EMPTY_EDGE, leaves.slice(0, 255));
    const before = encodeEdge(edge);
    const first = appendLeaves(edge, leaves.slice(255, 600));
    expect(encodeEdge(edge)).toEqual(before);
    expect(appendLeaves(edge, leaves.slice(255, 600))).toEqual(first);
  });

  it('writes full tiles as C2SP defines them', async () => {
    const { fullTiles } = appendLeaves(EMPTY_EDGE, leaves);
    expect(fullTiles.map(({ level, index }) => [level, index])).toEqual([
      [0, 0],
      [0, 1],
    ]);
    for (const tile of fullTiles) {
      expect(Buffer.from(tile.data)).toEqual(await definedTiles(LARGEST)(tile.level, tile.index, 256));
    }
  });

  it('fills a tile of level 1 at 65,536 leaves', () => {
    const leaf = leafHash(Buffer.from('same'));
    const many = appendLeaves(EMPTY_EDGE, new Array(65_537).fill(leaf));
    expect(many.fullTiles).toHaveLength(257);
    expect(many.fullTiles.at(-1)).toMatchObject({ level: 1, index: 0 });
    expect(many.edge.levels.map((level) => level.length / 32)).toEqual([1, 0, 1]);
    let root: Uint8Array = leaf;
    for (let height = 0; height < 16; height++) root = nodeHash(root, root);
    expect(Buffer.from(many.root)).toEqual(nodeHash(root, leaf));
  });

  it('has partial tiles as wide as the example of C2SP tlog-tiles says: 112, 17 and 1 at 70,000', () => {
    expect([0, 1, 2].map((level) => partialWidth(70_000, level))).toEqual([112, 17, 1]);
    expect([0, 1].map((level) => partialWidth(256, level))).toEqual([0, 1]);
  });

  it('is stored as size and bytes, and refuses bytes of another size', () => {
    fc.assert(
      fc.property(size, (total) => {
        const { edge } = appendLeaves(EMPTY_EDGE, leaves.slice(0, total));
        const bytes = encodeEdge(edge);
        expect(decodeEdge(total, bytes)).toEqual(edge);
        expect(() => decodeEdge(total + 1, bytes)).toThrow(RangeError);
      }),
      { numRuns: 50 },
    );
  });
});

describe('proofs at any size', () => {
  it('show every leaf in its tree, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), async (total, pick) => {
        fc.pre(total > 0);
        const index = pick % total;
        const root = definedRoot(leaves.slice(0, total));
        const proof = await inclusionProof(index, total, definedTiles(total));
        const leaf = leaves[index] as Uint8Array;
        expect(verifyInclusion(index, total, leaf, proof, root)).toBe(true);
        expect(verifyInclusion((index + 1) % (total + 1), total, leaf, proof, root)).toBe(false);
        expect(verifyInclusion(index, total, leaves[(index + 1) % LARGEST] as Uint8Array, proof, root)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('show that a tree is the beginning of a later one, and of no other', async () => {
    await fc.assert(
      fc.asyncProperty(size, size, async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const [oldRoot, newRoot] = [definedRoot(leaves.slice(0, from)), definedRoot(leaves.slice(0, to))];
        const proof = await consistencyProof(from, to, definedTiles(to));
        expect(verifyConsistency(from, to, proof, oldRoot, newRoot)).toBe(true);
        const other = definedRoot([...leaves.slice(1, from), leafHash(Buffer.from('rewritten'))]);
        expect(verifyConsistency(from, to, proof, other, newRoot)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('are refused for leaves and sizes that the tree does not have', async () => {
    await expect(inclusionProof(5, 5, definedTiles(5))).rejects.toThrow(RangeError);
    await expect(consistencyProof(6, 5, definedTiles(5))).rejects.toThrow(RangeError);
  });
});
