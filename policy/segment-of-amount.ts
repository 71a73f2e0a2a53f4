import type { SegmentFacts } from './config-facts.js';

/** What no segment covers. */
const UNCOVERED = 'mid_market';

/**
 * The segment of an annual amount in minor units, as `segment_definitions` has it, for figures over many deals, where a question to the
 * engine for each would take minutes; null when the amount is not known.
 */
export function segmentOfAmount(segments: readonly SegmentFacts[], arrMinor: number | null): string | null {
  if (arrMinor === null) return null;
  const found = segments.find((segment) => {
    const { arr_min_minor: least, arr_max_minor: most } = segment;
    return isByAmount(segment) && (least === null || arrMinor >= least) && (most === null || arrMinor <= most);
  });
  return found?.name ?? UNCOVERED;
}

/** A segment of employee bands alone says nothing of amounts. */
const isByAmount = ({ arr_min_minor, arr_max_minor, employees_min, employees_max }: SegmentFacts): boolean =>
  arr_min_minor !== null || arr_max_minor !== null || (employees_min === null && employees_max === null);
