import { faultText } from './faults.js';
import type { RecoveryFigures, Times } from './recovery.js';
import type { RoundResult } from './round.js';

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

/** One round in one line, and its findings in full below. */
export function roundLine(result: RoundResult): string {
  const { round, faults, acknowledged, refused, unknown, restMs, checkMs, ms, findings } = result;
  const writes = `${acknowledged} acknowledged, ${unknown} unknown${refused > 0 ? `, ${refused} refused` : ''}`;
  const times = `rest ${seconds(restMs)} s, check ${seconds(checkMs)} s, all ${seconds(ms)} s`;
  const verdict = findings.length === 0 ? 'ok' : `${findings.length} FINDINGS`;
  return [
    `round ${round}: ${verdict} | ${faults.map(faultText).join(', ')} | ${writes} | ${times}`,
    ...findings.map(({ rule, tenantId, what, entryId }) => {
      const where = [tenantId && `tenant ${tenantId}`, entryId && `entry ${entryId}`].filter(Boolean).join(', ');
      return `  ${rule}: ${what}${where ? ` (${where})` : ''}`;
    }),
  ].join('\n');
}

/** What the whole campaign came to. */
export function summary(results: readonly RoundResult[], recoveries: readonly RecoveryFigures[], seed: string): string {
  const sum = (of: (result: RoundResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b);
  const kinds = new Map<string, number>();
  for (const { kind } of results.flatMap(({ faults }) => faults)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [
    `${results.length} rounds of seed ${seed} in ${seconds(sum(({ ms }) => ms))} s; median ${seconds(times[Math.floor(times.length / 2)] ?? 0)} s, longest ${seconds(times.at(-1) ?? 0)} s, ${times.filter((ms) => ms < 20_000).length} under 20 s`,
    `${sum(({ acknowledged }) => acknowledged)} writes acknowledged, ${sum(({ unknown }) => unknown)} unknown, ${sum(({ refused }) => refused)} refused; ${sum(({ findings }) => findings.length)} findings`,
    `faults: ${[...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
    recoveryTable(recoveries),
  ].join('\n');
}

function recoveryTable(recoveries: readonly RecoveryFigures[]): string {
  const times = ({ count, median, worst }: Times) =>
    count === 0 ? '–' : `${seconds(median)} s (worst ${seconds(worst)} of ${count})`;
  const header = ['ready after', 'a kill', 'a clean start', 'at most twice', 'a kill under load', 'a start under load'];
  const rows = recoveries.map(({ part, kills, cleanStarts, holds, killsUnderLoad, cleanStartsUnderLoad }) => [
    part,
    times(kills),
    times(cleanStarts),
    holds ? 'yes' : 'NO',
    times(killsUnderLoad),
    times(cleanStartsUnderLoad),
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [header, ...rows].map(line).join('\n');
}
