import { z } from 'zod';
import type { FieldProblem } from '../kernel/outcomes.js';
import { MOST_MINOR } from './pricing.js';
import { type QuoteVersion, RISK_LEVELS } from './quote.js';

/** Terms as a caller gives them; what is left out is as it was, or standard. */
export const termsCommand = z.object({
  termMonths: z.int().min(1, 'is at least 1').max(1_200, 'is at most 1,200').nullish(),
  paymentDays: z.int().min(0, 'is not negative').max(3_650, 'is at most 3,650').nullish(),
  liabilityMinor: z.int().min(0, 'is not negative').max(MOST_MINOR, 'is too large').nullish(),
  /** ISO 4217 of the liability; must be the quote's. */
  liabilityCurrency: z.string().nullish(),
  nonStandardTerms: z.boolean().nullish(),
  riskLevel: z.enum(RISK_LEVELS).nullish(),
});
type TermsCommand = z.output<typeof termsCommand>;

/** The terms of a version: months, days, minor units; null is what the standard contract says. */
export type Terms = Pick<
  QuoteVersion,
  'termMonths' | 'paymentDays' | 'liabilityMinor' | 'nonStandardTerms' | 'riskLevel'
>;

/** What a version says whose author says nothing of terms. */
export const STANDARD_TERMS: Terms = {
  termMonths: null,
  paymentDays: null,
  liabilityMinor: null,
  nonStandardTerms: false,
  riskLevel: 'low',
};

/** The terms that are given laid over those that are there, or what is wrong with them. `path` is where they were given. */
export function termsOver(
  before: Terms,
  given: TermsCommand | null | undefined,
  currency: string,
  path = 'terms',
): { ok: true; terms: Terms } | { ok: false; problems: FieldProblem[] } {
  const { liabilityCurrency, ...changes } = given ?? {};
  if (liabilityCurrency && liabilityCurrency !== currency) {
    const message = `is ${liabilityCurrency}, the quote is in ${currency}`;
    return { ok: false, problems: [{ path: `${path}.liability.currency`, message }] };
  }
  const { termMonths, paymentDays, liabilityMinor, nonStandardTerms, riskLevel } = before;
  return {
    ok: true,
    terms: {
      termMonths: changes.termMonths ?? termMonths,
      paymentDays: changes.paymentDays ?? paymentDays,
      liabilityMinor: changes.liabilityMinor ?? liabilityMinor,
      nonStandardTerms: changes.nonStandardTerms ?? nonStandardTerms,
      riskLevel: changes.riskLevel ?? riskLevel,
    },
  };
}
