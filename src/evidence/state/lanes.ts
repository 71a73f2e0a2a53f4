/** Reads of different labels at a time: most of them are short, and wait for the store. */
const LANES = 8;

/** Runs tasks, some at a time. The first that fails fails the whole. */
export async function inLanes(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = [...tasks];
  const lane = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) await task();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
