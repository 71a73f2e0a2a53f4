/** No quantile is further from a value that was there than this part of it. */
const ACCURACY = 0.01;
const GAMMA = (1 + ACCURACY) / (1 - ACCURACY);
const LOG_GAMMA = Math.log(GAMMA);
/** What is smaller counts as nothing at all: a millionth of a second, where values are milliseconds. */
const SMALLEST = 1e-3;

/**
 * A DDSketch (Masson, Rim, Lee: VLDB 2019) with whole counts in sparse bins: merged in any order it is the same, to the byte, so that
 * a digest tells whether one was altered. Quantiles are within 1 % of a value that was there.
 */
export class Sketch {
  /** Bins and their counts in turn, from the lowest: as decoded. */
  #ordered: readonly number[] | null = [];
  /** The same once something is added. */
  #bins: Map<number, number> | null = null;
  #zeros = 0;
  #count = 0;

  /** How many values it holds. */
  get count(): number {
    return this.#count;
  }

  /** Adds a value of 0 or more. */
  add(value: number): void {
    this.#count += 1;
    if (value < SMALLEST) this.#zeros += 1;
    else raise(this.#open(), Math.ceil(Math.log(value) / LOG_GAMMA), 1);
  }

  /** Adds everything that another one holds. */
  merge(other: Sketch): void {
    const bins = this.#open();
    const added = other.#inOrder();
    this.#count += other.#count;
    this.#zeros += other.#zeros;
    for (let n = 0; n < added.length; n += 2) raise(bins, added[n] as number, added[n + 1] as number);
  }

  /** The values at places between 0 (the least) and 1 (the greatest), given from the lowest, by the rank below; null of none. */
  quantiles(places: readonly number[]): (number | null)[] {
    if (this.#count === 0) return places.map(() => null);
    const ordered = this.#inOrder();
    let passed = this.#zeros;
    let at = 0;
    return places.map((place) => {
      const rank = Math.floor(place * (this.#count - 1));
      for (; passed <= rank && at < ordered.length; at += 2) passed += ordered[at + 1] as number;
      return at === 0 ? 0 : (2 * GAMMA ** (ordered[at - 2] as number)) / (GAMMA + 1);
    });
  }

  #open(): Map<number, number> {
    if (this.#bins) return this.#bins;
    const bins = new Map<number, number>();
    const ordered = this.#inOrder();
    for (let n = 0; n < ordered.length; n += 2) bins.set(ordered[n] as number, ordered[n + 1] as number);
    this.#bins = bins;
    this.#ordered = null;
    return bins;
  }

  #inOrder(): readonly number[] {
    return this.#ordered ?? [...(this.#bins ?? [])].sort(([a], [b]) => a - b).flat();
  }

  /** Variable-length numbers: the zeros, then of each bin its distance from the one before (zigzag) and its count. */
  encode(): Int8Array {
    const bytes: number[] = [];
    const ordered = this.#inOrder();
    put(bytes, this.#zeros);
    for (let n = 0; n < ordered.length; n += 2) {
      const distance = (ordered[n] as number) - (ordered[n - 2] ?? 0);
      put(bytes, distance < 0 ? -2 * distance - 1 : 2 * distance);
      put(bytes, ordered[n + 1] as number);
    }
    return Int8Array.from(bytes);
  }

  /** In one pass over the bytes: a year's days are read at once. */
  static decode(bytes: Int8Array): Sketch {
    const sketch = new Sketch();
    const ordered: number[] = [];
    let bin = 0;
    let value = 0;
    let factor = 1;
    for (let n = 0, numbers = 0; n < bytes.length; n++) {
      const byte = bytes[n] as number;
      if (byte < 0) {
        value += (byte + 128) * factor;
        factor *= 128;
        continue;
      }
      value += byte * factor;
      if (numbers % 2 === 1) {
        bin += value % 2 === 1 ? -(value + 1) / 2 : value / 2;
        ordered.push(bin);
      } else {
        if (numbers > 0) ordered.push(value);
        else sketch.#zeros = value;
        sketch.#count += value;
      }
      numbers++;
      value = 0;
      factor = 1;
    }
    sketch.#ordered = ordered;
    return sketch;
  }
}

const raise = (bins: Map<number, number>, bin: number, by: number) => bins.set(bin, (bins.get(bin) ?? 0) + by);

/** Seven bits a byte, the lowest first; the sign of a byte says that more follow. */
function put(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) - 128);
  bytes.push(rest);
}
