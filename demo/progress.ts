/** Tells how far a stage has come, and how long each took. */
export interface Progress {
  /** Runs a stage; its steps say when one of `total` is done. Gives what it gives. */
  stage<T>(name: string, total: number | null, work: (done: (steps?: number) => void) => Promise<T>): Promise<T>;
  /** What was run, in order, in milliseconds. */
  readonly times: { name: string; ms: number }[];
}

const BAR = 30;
const REDRAW_MS = 100;

/** A bar on a terminal, a line per finished stage elsewhere. */
export function progressOn(out: { write(text: string): unknown; isTTY?: boolean | undefined }): Progress {
  const times: Progress['times'] = [];
  return {
    times,
    async stage(name, total, work) {
      const begun = performance.now();
      let at = 0;
      let drawn = 0;
      const draw = () => {
        if (!out.isTTY || total === null || performance.now() - drawn < REDRAW_MS) return;
        drawn = performance.now();
        const filled = Math.round((BAR * at) / Math.max(total, 1));
        out.write(
          `\r${name.padEnd(24)} ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${figure(at)}/${figure(total)}`,
        );
      };
      if (out.isTTY) out.write(name.padEnd(24));
      const result = await work((steps = 1) => {
        at += steps;
        draw();
      });
      const ms = performance.now() - begun;
      times.push({ name, ms });
      out.write(`${out.isTTY ? '\r\u001b[K' : ''}${name.padEnd(24)} ${seconds(ms)}\n`);
      return result;
    },
  };
}

/** A number with thousands separators. */
export const figure = (value: number): string => value.toLocaleString('en-US');

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
