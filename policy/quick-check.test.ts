import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { activationFactsSchema } from './activation-facts.js';
import { isCheckedConfig } from './config-facts-schema.js';
import { someFacts } from './discount-arbitraries.fixture.js';
import { discountFactsSchema } from './discount-facts.js';
import { quickCheck } from './quick-check.js';
import { routingFactsSchema } from './routing-facts.js';
import { overridesFactsSchema, segmentFactsSchema } from './tenant-facts.js';
import {
  activationVerdictSchema,
  discountVerdictSchema,
  preflightVerdictSchema,
  routingVerdictSchema,
} from './verdicts.js';

/** What makes facts malformed, absent or out of range. */
const ODD = [undefined, null, -1, 1.5, 2 ** 60, '', 'x', 'EURO', true, [], [1], {}, { a: 1 }, Number.NaN];

/** Every place in a value, as paths. */
function places(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => places(part, [...path, key]))];
}

function changed(value: unknown, [key, ...rest]: string[], to: unknown): unknown {
  if (key === undefined) return to;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, to);
  return copy;
}

describe('the quick check', () => {
  const quick = quickCheck(discountFactsSchema, isCheckedConfig);

  it('agrees with the schema on facts, whole and spoilt', () => {
    fc.assert(
      fc.property(someFacts, fc.nat(), fc.constantFrom(...ODD), (facts, place, odd) => {
        expect(discountFactsSchema.safeParse(facts).success).toBe(true);
        expect(quick(facts)).toBe(true);
        const { config, ...own } = facts;
        const all = places(own);
        const spoilt = { ...(changed(own, all[place % all.length] as string[], odd) as object), config };
        expect(quick(spoilt)).toBe(discountFactsSchema.safeParse(spoilt).success);
      }),
      { numRuns: 3_000 },
    );
  });

  it('agrees on what records, unions and refinements may hold', () => {
    const schema = z
      .strictObject({
        by: z.partialRecord(z.enum(['A', 'B']), z.array(z.string().min(1))),
        all: z.record(z.enum(['A', 'B']), z.union([z.int(), z.null()])),
        at: z.string().regex(/^\d+$/).optional(),
        share: z.number().min(0).max(1),
      })
      .refine(({ share, at }) => share < 1 || at !== undefined);
    const fits = quickCheck(schema);
    const base = { by: { A: ['x'] }, all: { A: 1, B: null }, share: 0.5 };
    expect(fits(base)).toBe(true);
    for (const path of [...places(base), ['at'], ['odd'], ['by', 'C'], ['by', 'B']]) {
      for (const odd of [...ODD, 1, ['y']]) {
        const spoilt = changed(base, path, odd);
        expect([path, odd, fits(spoilt)]).toEqual([path, odd, schema.safeParse(spoilt).success]);
      }
    }
    expect(fits({ ...base, all: { A: 1 } })).toBe(false);
  });

  it('can be made of every schema of facts and verdicts, and of no kind that it does not know', () => {
    for (const schema of [routingFactsSchema, activationFactsSchema, segmentFactsSchema, overridesFactsSchema]) {
      expect(quickCheck(schema, isCheckedConfig)({})).toBe(false);
    }
    for (const schema of [
      discountVerdictSchema,
      routingVerdictSchema,
      preflightVerdictSchema,
      activationVerdictSchema,
    ]) {
      expect(quickCheck(schema)({})).toBe(false);
    }
    expect(() => quickCheck(z.date())).toThrow('No quick check');
    expect(() => quickCheck(z.string().superRefine(() => undefined))).toThrow('No quick check');
  });
});
