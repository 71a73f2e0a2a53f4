/** An account within its family: a tree whose root is locked by whoever changes it or sums over it. */
export interface FamilyMember {
  id: string;
  parentId: string | null;
  familyRootId: string;
}

/** A parent to be: null makes the account the root of a family of its own. */
export interface ParentChange {
  id: string;
  parentId: string | null;
}

/**
 * Applies changes of parents, in order, to the members of whole families. A change that would close a circle is refused.
 * Gives every member whose parent or root is another one afterwards, as it is then.
 */
export function moveInFamilies(
  members: readonly FamilyMember[],
  changes: readonly ParentChange[],
): { moved: FamilyMember[]; refused: ParentChange[] } {
  const parents = new Map(members.map(({ id, parentId }) => [id, parentId]));
  const refused: ParentChange[] = [];
  for (const change of changes) {
    if (change.parentId !== null && rootAbove(parents, change.parentId, change.id) === null) refused.push(change);
    else parents.set(change.id, change.parentId);
  }
  const moved = members
    .map(({ id }) => ({ id, parentId: parents.get(id) ?? null, familyRootId: rootAbove(parents, id, null) ?? id }))
    .filter((now, n) => now.parentId !== members[n]?.parentId || now.familyRootId !== members[n]?.familyRootId);
  return { moved, refused };
}

/** The root above an account, or null when the way up passes `forbidden`. */
function rootAbove(parents: Map<string, string | null>, from: string, forbidden: string | null): string | null {
  for (let at = from; ; ) {
    if (at === forbidden) return null;
    const parent = parents.get(at) ?? null;
    if (parent === null) return at;
    at = parent;
  }
}
