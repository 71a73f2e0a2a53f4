import type { StateFinding } from './finding.js';

/** Which leaves of the log have a receipt: one bit each. */
export class Leaves {
  readonly #seen: Uint8Array;

  constructor(private readonly size: number) {
    this.#seen = new Uint8Array(Math.ceil(size / 8));
  }

  /** Notes a receipt's leaf; one that is beyond the log as it was read is not asked for. */
  take(leaf: number | null): void {
    if (leaf === null || leaf < 0 || leaf >= this.size) return;
    this.#seen[leaf >> 3] = (this.#seen[leaf >> 3] as number) | (1 << (leaf & 7));
  }

  /** Leaves without a receipt, neighbours in one finding: what was sealed was there. */
  findings(): StateFinding[] {
    const findings: StateFinding[] = [];
    for (let leaf = 0; leaf < this.size; leaf++) {
      if (this.#has(leaf)) continue;
      const first = leaf;
      while (leaf + 1 < this.size && !this.#has(leaf + 1)) leaf++;
      const which = first === leaf ? `Leaf ${first} of the log has` : `Leaves ${first} to ${leaf} of the log have`;
      const sentence = `${which} no receipt: what was sealed there is gone`;
      findings.push({ kind: 'log', node: null, property: null, edge: null, receipt: null, sentence });
    }
    return findings;
  }

  #has(leaf: number): boolean {
    return ((this.#seen[leaf >> 3] as number) & (1 << (leaf & 7))) !== 0;
  }
}
