import type { Instant } from '../../kernel/values/instants.js';
import { Sketch } from './sketch.js';

/** Figures that add up (R4, TenantUsageMetrics). Times are whole millionths of a second, cost is billionths of a dollar. */
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
] as const;
type Sum = (typeof SUMS)[number];

/** Sums, and the most events of one second. */
export type Figures = Record<Sum | 'peakPerSecond', number>;

/** What is known of a bucket: it merges with others in any order. */
export interface Aggregate {
  figures: Figures;
  /** Latency of API calls in ms. */
  latency: Sketch;
}

/** An event as roll-ups read it. */
export interface MeasuredEvent {
  type: string;
  occurredAt: Instant;
  metadata: Readonly<Record<string, unknown>>;
}

/** Names of all figures. */
export const FIGURES: readonly (keyof Figures)[] = [...SUMS, 'peakPerSecond'];
const ZEROS = Object.fromEntries(FIGURES.map((name) => [name, 0])) as Figures;

export const noFigures = (): Figures => ({ ...ZEROS });

export const nothing = (): Aggregate => ({ figures: noFigures(), latency: new Sketch() });

/** Adds `more` to `into`: sums add up, the peak is the higher one, sketches merge. */
export function mergeInto(into: Aggregate, more: Aggregate): void {
  for (const name of SUMS) into.figures[name] += more.figures[name];
  into.figures.peakPerSecond = Math.max(into.figures.peakPerSecond, more.figures.peakPerSecond);
  into.latency.merge(more.latency);
}

/** Everything that parts hold together. */
export function merged(parts: Iterable<Aggregate>): Aggregate {
  const whole = nothing();
  for (const part of parts) mergeInto(whole, part);
  return whole;
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const microseconds = (ms: number): number => Math.round(ms * 1_000);

/** Puts events together one by one; seconds are told apart for the peak. */
export class Tally {
  readonly #whole = nothing();
  readonly #seconds = new Map<string, number>();

  add(event: MeasuredEvent): void {
    const { metadata, occurredAt } = event;
    const { figures } = this.#whole;
    const second = occurredAt.slice(0, 19);
    const inSecond = (this.#seconds.get(second) ?? 0) + 1;
    this.#seconds.set(second, inSecond);
    figures.peakPerSecond = Math.max(figures.peakPerSecond, inSecond);
    figures.events += 1;
    figures.tokens += number(metadata.tokens) ?? 0;
    figures.costNanoUsd += number(metadata.cost_nano_usd) ?? 0;
    const status = number(metadata.status_code) ?? 200;
    if (status >= 400 && status !== 429) figures.errors += 1;
    this.#addOfType(event, status);
  }

  #addOfType({ type, metadata }: MeasuredEvent, status: number): void {
    const { figures } = this.#whole;
    const latency = number(metadata.latency_ms);
    switch (type) {
      case 'api_call':
        figures.apiCalls += 1;
        if (status === 429) figures.apiCallsRateLimited += 1;
        else if (status >= 400) figures.apiCallsFailed += 1;
        if (latency === null) return;
        figures.apiLatencyUs += microseconds(latency);
        this.#whole.latency.add(latency);
        return;
      case 'chat_message':
        figures[metadata.direction === 'received' ? 'chatMessagesReceived' : 'chatMessagesSent'] += 1;
        if (metadata.opened_session === true) figures.chatSessions += 1;
        if (latency === null) return;
        figures.chatResponses += 1;
        figures.chatResponseUs += microseconds(latency);
        return;
      case 'embedding':
        figures.embeddings += number(metadata.vectors) ?? 1;
        figures.embeddingTokens += number(metadata.tokens) ?? 0;
        return;
      case 'search':
        figures.searches += 1;
        return;
      case 'kb_ingest':
        figures.kbIngests += 1;
    }
  }

  /** What the events come to. */
  whole(): Aggregate {
    return this.#whole;
  }
}
