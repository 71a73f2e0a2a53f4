import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FamilyMember, moveInFamilies } from './families.js';

const alone = (id: string): FamilyMember => ({ id, parentId: null, familyRootId: id });

describe('families of accounts', () => {
  it('gives a child, and everything below it, the root of its new family', () => {
    const members = [alone('a'), alone('b'), { id: 'c', parentId: 'b', familyRootId: 'b' }];
    const { moved } = moveInFamilies(members, [{ id: 'b', parentId: 'a' }]);
    expect(moved).toEqual([
      { id: 'b', parentId: 'a', familyRootId: 'a' },
      { id: 'c', parentId: 'b', familyRootId: 'a' },
    ]);
  });

  it('makes a family of its own out of what leaves its parent', () => {
    const members = [
      alone('a'),
      { id: 'b', parentId: 'a', familyRootId: 'a' },
      { id: 'c', parentId: 'b', familyRootId: 'a' },
    ];
    expect(moveInFamilies(members, [{ id: 'b', parentId: null }]).moved).toEqual([
      { id: 'b', parentId: null, familyRootId: 'b' },
      { id: 'c', parentId: 'b', familyRootId: 'b' },
    ]);
  });

  it('refuses a circle, also one that only a batch closes', () => {
    const changes = [
      { id: 'a', parentId: 'b' },
      { id: 'b', parentId: 'c' },
      { id: 'c', parentId: 'a' },
      { id: 'd', parentId: 'd' },
    ];
    const { refused } = moveInFamilies([alone('a'), alone('b'), alone('c'), alone('d')], changes);
    expect(refused).toEqual([
      { id: 'c', parentId: 'a' },
      { id: 'd', parentId: 'd' },
    ]);
  });

  it('gives the same families in whatever order the parents of a tree are named', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const tree = fc.tuple(...ids.map((_, n) => fc.integer({ min: -1, max: n - 1 })));
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.nat()), (parentOf, draws) => {
        const changes = ids.flatMap((id, n) => {
          const parentId = ids[parentOf[n] ?? -1];
          return parentId ? [{ id, parentId }] : [];
        });
        const shuffled = changes
          .map((change) => ({ change, draw: draws.next().value ?? 0 }))
          .sort((x, y) => x.draw - y.draw)
          .map(({ change }) => change);
        const inOrder = moveInFamilies(ids.map(alone), changes);
        expect(moveInFamilies(ids.map(alone), shuffled)).toEqual(inOrder);
        expect(inOrder.refused).toEqual([]);
      }),
    );
  });
});
