import { describe, expect, it } from '@jest/globals';
import { appendLeaves, EMPTY_EDGE, EMPTY_ROOT, type FullTile, leafHash } from './merkle.js';
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proofs.js';

// The reference data of Certificate Transparency, as in transparency-dev/merkle, proof/verify_test.go
// (leaves, roots, inclusionProofs with 1-based leaves, consistencyProofs).
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => leafHash(Buffer.from(hex, 'hex')),
);
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
].map((hex) => Buffer.from(hex, 'hex'));

const inclusions: [leaf: number, size: number, proof: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [3, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    2,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

const consistencies: [oldSize: number, newSize: number, proof: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
  [
    6,
    7,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
];

const hexOf = (hashes: Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'));
const bytesOf = (hexes: string[]) => hexes.map((hex) => Buffer.from(hex, 'hex'));
const readTile = async (_level: number, _index: number, width: number) => Buffer.concat(leaves.slice(0, width));
const rootOf = (size: number) => roots[size - 1] as Buffer;

describe('the tree, against the reference data of Certificate Transparency', () => {
  it('hashes nothing to the empty root of RFC 6962', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(appendLeaves(EMPTY_EDGE, []).root).toEqual(EMPTY_ROOT);
  });

  it.each(roots.map((root, i) => ({ size: i + 1, root })))('has the published root at size $size', ({ size, root }) => {
    const fullTiles: FullTile[] = [];
    expect(appendLeaves(EMPTY_EDGE, leaves.slice(0, size))).toMatchObject({ fullTiles, edge: { size } });
    expect(hexOf([appendLeaves(EMPTY_EDGE, leaves.slice(0, size)).root])).toEqual(hexOf([root]));
  });

  it.each(inclusions)('makes and accepts the published inclusion proof of leaf %i in %i', async (leaf, size, proof) => {
    expect(hexOf(await inclusionProof(leaf - 1, size, readTile))).toEqual(proof);
    const hash = leaves[leaf - 1] as Buffer;
    expect(verifyInclusion(leaf - 1, size, hash, bytesOf(proof), rootOf(size))).toBe(true);
  });

  it.each(consistencies)('makes and accepts the published consistency proof from %i to %i', async (from, to, proof) => {
    expect(hexOf(await consistencyProof(from, to, readTile))).toEqual(proof);
    expect(verifyConsistency(from, to, bytesOf(proof), rootOf(from), rootOf(to))).toBe(true);
  });

  it('refuses the published proofs for another index, size, order or root, and with anything added or left out', () => {
    for (const [leaf, size, hexes] of inclusions.slice(1)) {
      const [index, proof, hash] = [leaf - 1, bytesOf(hexes), leaves[leaf - 1] as Buffer];
      const accepts = (i: number, n: number, p: Uint8Array[], root = rootOf(size)) =>
        verifyInclusion(i, n, hash, p, root);
      expect(accepts(index, size, proof)).toBe(true);
      for (const wrong of [index - 1, index + 1, index ^ 2, index + 0.5])
        expect(accepts(wrong, size, proof)).toBe(false);
      for (const wrong of [size * 2, Math.floor(size / 2), 0]) expect(accepts(index, wrong, proof)).toBe(false);
      expect(accepts(index, size, [...proof, rootOf(size)])).toBe(false);
      expect(accepts(index, size, [Buffer.alloc(0), ...proof])).toBe(false);
      expect(accepts(index, size, proof.slice(0, -1))).toBe(false);
      expect(accepts(index, size, proof, EMPTY_ROOT)).toBe(false);
    }
    for (const [from, to, hexes] of consistencies.slice(1)) {
      const proof = bytesOf(hexes);
      const accepts = (a: number, b: number, p: Uint8Array[]) => verifyConsistency(a, b, p, rootOf(from), rootOf(to));
      expect(accepts(from, to, proof)).toBe(true);
      for (const wrong of [from - 1, from + 1, from ^ 2]) expect(accepts(wrong, to, proof)).toBe(false);
      expect(accepts(from, to * 2, proof)).toBe(false);
      expect(accepts(from, to, [])).toBe(false);
      expect(accepts(from, to, [...proof, rootOf(to)])).toBe(false);
      expect(accepts(from, to, proof.slice(0, -1))).toBe(false);
      expect(verifyConsistency(from, to, proof, rootOf(to), rootOf(from))).toBe(false);
    }
  });
});
