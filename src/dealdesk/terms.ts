import { z } from 'zod';
import type { FieldProblem } from '../kernel/outcomes.js';
import { amountCommand, currencyProblem } from './pricing.js';
import { type QuoteVersion, RISK_LEVELS } from './quote.js';

/** Terms as a caller gives them; what is left out is as it was, or standard. */
export const termsCommand = z.strictObject({
  termMonths: z.int().min(1, 'is at least 1').max(1_200, 'is at most 1,200').nullish(),
  paymentDays: z.int().min(0, 'is not negative').max(3_650, 'is at most 3,650').nullish(),
  liability: amountCommand.nullish(),
  nonStandardTerms: z.boolean().nullish(),
  riskLevel: z.enum(RISK_LEVELS).nullish(),
  /** Types of clauses that differ from the standard; none of them: an empty list. */
  clauses: z.array(z.string().min(1).max(64)).max(100, 'has at most 100 types').nullish(),
});
type TermsCommand = z.output<typeof termsCommand>;

/** The terms of a version: months, days, minor units; null is what the standard contract says. */
export type Terms = Pick<
  QuoteVersion,
  'termMonths' | 'paymentDays' | 'liabilityMinor' | 'nonStandardTerms' | 'riskLevel' | 'clauses' | 'custom'
>;

/** What a version says whose author says nothing of terms. */
export const STANDARD_TERMS: Terms = {
  termMonths: null,
  paymentDays: null,
  liabilityMinor: null,
  nonStandardTerms: false,
  riskLevel: 'low',
  clauses: null,
  custom: null,
};

/** Terms as agreed, or what is wrong with those that were given. */
export type Agreed = { ok: true; terms: Terms } | { ok: false; problems: FieldProblem[] };

/** Lays the terms that are given over those that are there. `path` is where they were given. */
export function termsOver(
  before: Terms,
  given: TermsCommand | null | undefined,
  currency: string,
  path = 'terms',
): Agreed {
  const problem = currencyProblem(`${path}.liability`, given?.liability, currency);
  if (problem) return { ok: false, problems: [problem] };
  return {
    ok: true,
    terms: {
      termMonths: given?.termMonths ?? before.termMonths,
      paymentDays: given?.paymentDays ?? before.paymentDays,
      liabilityMinor: given?.liability?.amountMinor ?? before.liabilityMinor,
      nonStandardTerms: given?.nonStandardTerms ?? before.nonStandardTerms,
      riskLevel: given?.riskLevel ?? before.riskLevel,
      clauses: given?.clauses ? sortedOrNone(given.clauses) : (before.clauses ?? null),
      custom: before.custom ?? null,
    },
  };
}

const sortedOrNone = (types: string[]): string[] | null => (types.length > 0 ? [...new Set(types)].sort() : null);
