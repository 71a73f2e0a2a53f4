/** First and last leaf of a stretch of the log, both in it. */
export type LeafRange = [from: number, to: number];

/** The stretches that some leaves make, in their order: leaves that stand next to each other are one. */
export function rangesOf(leaves: readonly number[]): LeafRange[] {
  const ranges: LeafRange[] = [];
  for (const leaf of leaves.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && leaf <= last[1] + 1) last[1] = leaf;
    else ranges.push([leaf, leaf]);
  }
  return ranges;
}

/** Many leaves, as the stretches that they make: sixteen bytes a stretch, whatever its length. */
export class LeafRanges {
  #ranges: LeafRange[] = [];
  #isSorted = true;

  add(ranges: readonly LeafRange[]): void {
    this.#ranges.push(...ranges);
    this.#isSorted = false;
  }

  has(leaf: number): boolean {
    if (!this.#isSorted) this.#sort();
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ranges[middle] as LeafRange)[1] < leaf) low = middle + 1;
      else high = middle;
    }
    const found = this.#ranges[low];
    return found !== undefined && found[0] <= leaf;
  }

  #sort(): void {
    const joined: LeafRange[] = [];
    for (const [from, to] of this.#ranges.sort((a, b) => a[0] - b[0])) {
      const last = joined.at(-1);
      if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
    }
    this.#ranges = joined;
    this.#isSorted = true;
  }
}
