/**
 * Does something for each item, `atOnce` at a time, beginning in their order; gives the results in the items' order. After a failure
 * nothing is begun any more, and the first is thrown once what was under way has ended: who asked may then close what it used.
 */
export async function inLanes<T, R>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const all = [...items];
  const results = new Array<R>(all.length);
  const waiting = all.entries();
  const failures: unknown[] = [];
  const lane = async () => {
    for (const [index, item] of waiting) {
      try {
        results[index] = await work(item, index);
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
}
