/** Subjects compared in one run of the script: others' checks come in between. */
const AT_A_TIME = 200;
/** Figures of one counter in the script's answer, and before the first. */
const FIGURES = 6;
const HEAD = 3;
/** Counters whose reading is kept to be restored from: the tenant's own and those of its workspaces. */
const MOST_KEPT = 500;

/** Where the counter of a day or month stood when it was read: what it is restored from when Redis loses it. */
export interface QuotaReading {
  /** Subject's key: `tenant`, `workspace:<id>`. */
  suffix: string;
  /** `<quota>/<window>/<meter>`. */
  field: string;
  /** When its window ends, and when its first use came (ms): another first use in the same window means that it began anew. */
  ends: number;
  opened: number;
  used: number;
}

/** What comparing the counters of a tenant came to. */
export interface ReadAndCorrected {
  checked: number;
  corrected: number;
  /** Sum of the differences, whatever their sign. */
  drift: number;
  readings: QuotaReading[];
}

/**
 * Compares a tenant's open calendar counters with what was counted beside them and with what was read `last`; applies differences, each
 * in the run of the script that found it. Safe to run twice at once, and to end anywhere.
 */
export async function readAndCorrect(
  run: (words: (string | number)[]) => Promise<(number | string)[]>,
  last: readonly QuotaReading[],
): Promise<ReadAndCorrected> {
  const done: ReadAndCorrected = { checked: 0, corrected: 0, drift: 0, readings: [] };
  const seen = new Set<string>();
  const known = last.flatMap(({ suffix, field, ends, opened, used }) => [suffix, field, ends, opened, used]);
  for (let place = '', first = true; first || place !== ''; first = false) {
    const answer = await run([AT_A_TIME, place, ...(first ? known : [])]);
    place = String(answer[2]);
    for (let at = HEAD; at < answer.length; at += FIGURES) {
      const [suffix, field] = [String(answer[at]), String(answer[at + 1])];
      if (seen.has(`${suffix} ${field}`)) continue;
      const [ends, opened, used, difference] = answer.slice(at + 2, at + FIGURES).map(Number) as number[];
      count(done, { suffix, field, ends: ends ?? 0, opened: opened ?? 0, used: used ?? 0 }, difference ?? 0);
      if (first) seen.add(`${suffix} ${field}`);
    }
  }
  return done;
}

function count(done: ReadAndCorrected, reading: QuotaReading, difference: number): void {
  done.checked += 1;
  done.drift += Math.abs(difference);
  if (difference !== 0) done.corrected += 1;
  const isKept = reading.suffix === 'tenant' || reading.suffix.startsWith('workspace:');
  if (isKept && done.readings.length < MOST_KEPT) done.readings.push(reading);
}
