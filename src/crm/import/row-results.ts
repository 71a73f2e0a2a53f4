import type { RowResult } from './import-kind.js';

const CODES: readonly RowResult[] = ['created', 'updated', 'unchanged', 'rejected'];

/** What became of every row of a file, one byte each, for the passes after the first. */
export class RowResults {
  #codes = new Uint8Array(4096);

  set(index: number, result: RowResult): void {
    while (index >= this.#codes.length) {
      const more = new Uint8Array(this.#codes.length * 2);
      more.set(this.#codes);
      this.#codes = more;
    }
    this.#codes[index] = CODES.indexOf(result);
  }

  get(index: number): RowResult {
    return CODES[this.#codes[index] ?? 0] ?? 'created';
  }
}
