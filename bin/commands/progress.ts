/** At most five times a second: a terminal shows no more. */
const EVERY_MS = 200;

/** One line on standard error that tells how far something is; silent where nobody watches. */
export interface Progress {
  at(done: number): void;
  /** Takes the line away. */
  end(): void;
}

/** Makes a progress line: `Verifying: 1,200 of 8,800 receipts`. `total` may be told later, or never. */
export function showProgress(what: string, unit: string, total: () => number | null, to = process.stderr): Progress {
  let last = 0;
  const wipe = () => to.write('\r\x1b[K');
  return {
    at(done) {
      if (!to.isTTY || Date.now() - last < EVERY_MS) return;
      last = Date.now();
      const all = total();
      const of = all === null ? '' : ` of ${all.toLocaleString('en')}`;
      to.write(`\r\x1b[K${what}: ${done.toLocaleString('en')}${of} ${unit}`);
    },
    end() {
      if (last > 0) wipe();
    },
  };
}
