import type { Sketch } from './sketch.js';

/** Latency of API calls as it is told: how many were measured, and p50, p95, p99 and p99.9 in ms; null of none. */
export interface Latency {
  count: number;
  quantiles: readonly (number | null)[];
}

const PLACES = [0.5, 0.95, 0.99, 0.999];

/** What a sketch of milliseconds tells. */
export const latencyOf = (sketch: Sketch): Latency => ({ count: sketch.count, quantiles: sketch.quantiles(PLACES) });
