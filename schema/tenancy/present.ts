/** What a loader found of many; an error among the answers is thrown. */
export function present<T>(loaded: (T | Error | null)[]): T[] {
  return loaded.flatMap((item) => {
    if (item instanceof Error) throw item;
    return item === null ? [] : [item];
  });
}
