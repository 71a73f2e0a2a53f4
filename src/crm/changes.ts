/** The keys of `wanted` that differ from what is there; undefined leaves a property as it is, null ends it. */
export function changesTo<T extends object>(found: T, wanted: Partial<T>): Partial<T> {
  const changes: Partial<T> = {};
  for (const key in wanted) {
    const value = wanted[key];
    if (value !== undefined && value !== (found[key] ?? null)) changes[key] = value;
  }
  return changes;
}

/** Whether there is nothing in it. */
export const isEmpty = (changes: object): boolean => Object.keys(changes).length === 0;
