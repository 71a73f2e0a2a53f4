import type { Bound, Finding } from './measure.js';

/** Three significant digits or whole numbers: more would be noise. */
export const figure = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

const shown = ({ name, median, rounds }: { name: string; median: number; rounds: number[] }, unit: string): string => {
  const spread =
    rounds.length > 1
      ? ` (${figure(Math.min(...rounds))} to ${figure(Math.max(...rounds))}, ${rounds.length} rounds)`
      : '';
  return `  ${name.padEnd(44)} ${`${figure(median)} ${unit}`.padStart(18)}${spread}`;
};

/** What a bound asks for, in words. */
export function boundOf({ of, atLeast, atMost }: Bound, unit: string): string {
  const least =
    atLeast === undefined ? [] : [`at least ${of === 'ratio' ? `${atLeast}×` : `${figure(atLeast)} ${unit}`}`];
  const most = atMost === undefined ? [] : [`at most ${of === 'ratio' ? `${atMost}×` : `${figure(atMost)} ${unit}`}`];
  return [...least, ...most].join(', ');
}

/** A finding as its reader sees it: both raw figures, the ratio, what to reach, and whether it is. */
export function reportOf({ what, unit, ours, rival, ratio, bound, reached }: Finding): string {
  return [
    what,
    shown(ours, unit),
    ...(rival ? [shown(rival, unit)] : []),
    ...(ratio === null ? [] : [`  ${'ratio'.padEnd(44)} ${`${ratio.toFixed(3)}×`.padStart(18)}`]),
    `  ${'to reach'.padEnd(44)} ${boundOf(bound, unit).padStart(18)}   ${reached ? 'reached' : 'NOT REACHED'}`,
  ].join('\n');
}
