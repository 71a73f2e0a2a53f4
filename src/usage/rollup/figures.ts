import { EVENT_TYPES } from '../catalogue.js';
import type { MeasuredEvent, Meters } from './measured-by.js';
import { type MeterSums, mergeSums } from './meter-sum.js';
import { Sketch } from './sketch.js';

/** Figures that add up (R4, TenantUsageMetrics): of events, and checks that a quota denied. Times are whole millionths of a second, cost is billionths of a dollar. */
const SUMS = [
  'events',
  'apiCalls',
  'apiCallsFailed',
  'apiCallsRateLimited',
  'apiLatencyUs',
  'chatMessagesSent',
  'chatMessagesReceived',
  'chatSessions',
  'chatResponses',
  'chatResponseUs',
  'embeddings',
  'embeddingTokens',
  'searches',
  'kbIngests',
  'tokens',
  'costNanoUsd',
  'errors',
  'quotaExceeded',
] as const;
type Sum = (typeof SUMS)[number];

/** Sums, and the most events of one second. */
export type Figures = Record<Sum | 'peakPerSecond', number>;

/** What is known of a bucket: it merges with others in any order. */
export interface Aggregate {
  figures: Figures;
  /** Latency of API calls in ms. */
  latency: Sketch;
  /** What meters come to. */
  meters: MeterSums;
}

/** Names of all figures. */
export const FIGURES: readonly (keyof Figures)[] = [...SUMS, 'peakPerSecond'];
const ZEROS = Object.fromEntries(FIGURES.map((name) => [name, 0])) as Figures;

export const noFigures = (): Figures => ({ ...ZEROS });

/** Figures from their values in the order of `FIGURES`. */
export function figuresFrom(values: readonly (number | null)[]): Figures {
  const figures = noFigures();
  for (const [n, name] of FIGURES.entries()) figures[name] = values[n] ?? 0;
  return figures;
}

export const nothing = (): Aggregate => ({ figures: noFigures(), latency: new Sketch(), meters: new Map() });

/** What so many checks that a quota denied come to. */
export const denied = (count: number): Aggregate => ({
  ...nothing(),
  figures: { ...noFigures(), quotaExceeded: count },
});

/** Adds `more` to `into`: sums add up, the peak is the higher one, sketches merge. */
export function mergeInto(into: Aggregate, more: Aggregate): void {
  for (const name of SUMS) raise(into.figures, name, more.figures[name]);
  into.figures.peakPerSecond = Math.max(into.figures.peakPerSecond, more.figures.peakPerSecond);
  into.latency.merge(more.latency);
  mergeSums(into.meters, more.meters);
}

/** Everything that parts hold together. */
export function merged(parts: Iterable<Aggregate>): Aggregate {
  const whole = nothing();
  for (const part of parts) mergeInto(whole, part);
  return whole;
}

/** What no number tells exactly any more stays at the greatest that does, in any order of adding: no event can make a roll-up fail. */
function raise(figures: Figures, name: Sum, by: number): void {
  figures[name] = Math.min(figures[name] + by, Number.MAX_SAFE_INTEGER);
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const microseconds = (ms: number): number => Math.round(ms * 1_000);

/** Types of which figures are made; others are measured by meters alone. */
export const USAGE_TYPES = EVENT_TYPES.filter(({ category }) => category === 'usage').map(({ name }) => name);

/** Puts events together one by one; seconds are told apart for the peak. */
export class Tally {
  readonly #whole = nothing();
  readonly #seconds = new Map<string, number>();

  constructor(private readonly meters: Meters) {}

  add(event: MeasuredEvent): void {
    this.meters.measure(this.#whole.meters, event);
    if (USAGE_TYPES.includes(event.type)) this.#addUsage(event);
  }

  #addUsage(event: MeasuredEvent): void {
    const { metadata, occurredAt } = event;
    const { figures } = this.#whole;
    const second = occurredAt.slice(0, 19);
    const inSecond = (this.#seconds.get(second) ?? 0) + 1;
    this.#seconds.set(second, inSecond);
    figures.peakPerSecond = Math.max(figures.peakPerSecond, inSecond);
    raise(figures, 'events', 1);
    raise(figures, 'tokens', number(metadata.tokens) ?? 0);
    raise(figures, 'costNanoUsd', number(metadata.cost_nano_usd) ?? 0);
    const status = number(metadata.status_code) ?? 200;
    if (status >= 400 && status !== 429) raise(figures, 'errors', 1);
    this.#addOfType(event, status);
  }

  #addOfType({ type, metadata }: MeasuredEvent, status: number): void {
    const { figures } = this.#whole;
    const latency = number(metadata.latency_ms);
    switch (type) {
      case 'api_call':
        raise(figures, 'apiCalls', 1);
        if (status === 429) raise(figures, 'apiCallsRateLimited', 1);
        else if (status >= 400) raise(figures, 'apiCallsFailed', 1);
        if (latency === null) return;
        raise(figures, 'apiLatencyUs', microseconds(latency));
        this.#whole.latency.add(latency);
        return;
      case 'chat_message':
        raise(figures, metadata.direction === 'received' ? 'chatMessagesReceived' : 'chatMessagesSent', 1);
        if (metadata.opened_session === true) raise(figures, 'chatSessions', 1);
        if (latency === null) return;
        raise(figures, 'chatResponses', 1);
        raise(figures, 'chatResponseUs', microseconds(latency));
        return;
      case 'embedding':
        raise(figures, 'embeddings', number(metadata.vectors) ?? 1);
        raise(figures, 'embeddingTokens', number(metadata.tokens) ?? 0);
        return;
      case 'search':
        raise(figures, 'searches', 1);
        return;
      case 'kb_ingest':
        raise(figures, 'kbIngests', 1);
    }
  }

  /** What the events come to. */
  whole(): Aggregate {
    return this.#whole;
  }
}
