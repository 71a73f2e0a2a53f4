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
  readonly #bins = new Map<number, number>();
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
    else this.#raise(Math.ceil(Math.log(value) / LOG_GAMMA), 1);
  }

  /** Adds everything that another one holds. */
  merge(other: Sketch): void {
    this.#count += other.#count;
    this.#zeros += other.#zeros;
    for (const [bin, count] of other.#bins) this.#raise(bin, count);
  }

  #raise(bin: number, by: number): void {
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + by);
  }

  /** The value at a place between 0 (the least) and 1 (the greatest), by the rank below; null of none. */
  quantile(place: number): number | null {
    if (this.#count === 0) return null;
    const rank = Math.floor(place * (this.#count - 1));
    let passed = this.#zeros;
    if (passed > rank) return 0;
    for (const [bin, count] of this.#sorted()) {
      passed += count;
      if (passed > rank) return (2 * GAMMA ** bin) / (GAMMA + 1);
    }
    return null;
  }

  #sorted(): [number, number][] {
    return [...this.#bins].sort(([a], [b]) => a - b);
  }

  /** Variable-length numbers: the zeros, then of each bin its distance from the one before (zigzag) and its count. */
  encode(): Int8Array {
    const bytes: number[] = [];
    put(bytes, this.#zeros);
    let last = 0;
    for (const [bin, count] of this.#sorted()) {
      const distance = bin - last;
      put(bytes, distance < 0 ? -2 * distance - 1 : 2 * distance);
      put(bytes, count);
      last = bin;
    }
    return Int8Array.from(bytes);
  }

  static decode(bytes: Int8Array): Sketch {
    const sketch = new Sketch();
    const place = { at: 0 };
    const next = () => take(bytes, place);
    if (bytes.length === 0) return sketch;
    sketch.#zeros = next();
    sketch.#count = sketch.#zeros;
    for (let bin = 0; place.at < bytes.length; ) {
      const distance = next();
      bin += distance % 2 === 1 ? -(distance + 1) / 2 : distance / 2;
      const count = next();
      sketch.#bins.set(bin, count);
      sketch.#count += count;
    }
    return sketch;
  }
}

/** Seven bits a byte, the lowest first; the sign of a byte says that more follow. */
function put(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) - 128);
  bytes.push(rest);
}

function take(bytes: Int8Array, place: { at: number }): number {
  let value = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[place.at++] ?? 0;
    if (byte >= 0) return value + byte * factor;
    value += (byte + 128) * factor;
  }
}
