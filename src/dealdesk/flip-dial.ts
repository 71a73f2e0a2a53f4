import type { ConfigFacts } from '../../policy/config-facts.js';
import type { DiscountFacts } from '../../policy/discount-facts.js';

/** What one attribute or one value of the configuration may be; a list is said by its items, in order. */
export type DialValue = number | boolean | string | null;

/** A line as a revision takes it. */
export interface RevisedLine {
  /** Place of the line in the quote, from 0. */
  index: number;
  quantity: number;
  netUnitMinor: number;
}

/** One thing that a single change may turn: an attribute of the deal, or one value of the configuration. */
export interface Dial {
  of: 'attribute' | 'config';
  /** Name in the policies' catalogue: "quote.term_length_months", "config.discounts.smb.finance_required_bp". */
  name: string;
  /** What `value` is counted in; null for what is not counted. */
  unit: string | null;
  value: DialValue;
  /** How far it may be turned, each way; of what is not counted, everything else that it may be. */
  ends: DialValue[];
  /** Values that something is held against: a flip is most likely at one of them, or beside it. */
  hints: number[];
  /** The facts as they would be, and nothing else changed. */
  turned(to: DialValue): DiscountFacts;
  /** The change in words, as the subject of a sentence: "0.8 points less discount". */
  said(to: DialValue): string;
  /** For what a revision says by its lines: those to revise the quote with. */
  lines?(to: DialValue): RevisedLine[];
}

/** Facts with the quote changed in some attributes. */
export const withQuote = (facts: DiscountFacts, changed: Partial<DiscountFacts['quote']>): DiscountFacts => ({
  ...facts,
  quote: { ...facts.quote, ...changed },
});

/** Facts with the value at a path of records changed. */
export function withAt<T extends object>(facts: T, [key, ...rest]: readonly string[], to: unknown): T {
  if (key === undefined) return facts;
  const before = (facts as Record<string, unknown>)[key];
  const after = rest.length === 0 ? to : withAt((before ?? {}) as object, rest, to);
  return (Array.isArray(facts) ? facts.with(Number(key), after) : { ...facts, [key]: after }) as T;
}

/** The value at a path of records; undefined where there is none. */
export const at = (facts: object, path: readonly string[]): unknown =>
  path.reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], facts);

/** Values that the tenant's rules hold an attribute against. */
export const heldAgainst = ({ rules = [] }: ConfigFacts, attribute: string): number[] =>
  rules
    .flatMap(({ when }) => when.flat())
    .filter((test) => test.attribute === attribute)
    .flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
    .filter((value): value is number => typeof value === 'number');

/** Basis points as a percentage: "30 %", "30.25 %". */
export const percent = (bp: number): string => `${bp / 100} %`;
