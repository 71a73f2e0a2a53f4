import { discountExceeds } from '../kernel/values/money.js';
import type { Offer } from './offer.js';
import type { QuoteVersion } from './quote.js';

/** Whether an offer gives more than another in any respect: discount, non-standard terms, types of clauses, liability, or days to pay. */
export function givesMore(offer: Offer, than: Offer): boolean {
  return (
    givesMoreDiscount(offer, than) ||
    (offer.nonStandardTerms && !than.nonStandardTerms) ||
    (offer.clauses ?? []).some((clause) => !than.clauses?.includes(clause)) ||
    (offer.liabilityMinor ?? 0) > (than.liabilityMinor ?? 0) ||
    (offer.paymentDays !== null && than.paymentDays !== null && offer.paymentDays > than.paymentDays)
  );
}

/**
 * The makers of earlier versions that still are those of the one its owner puts in their place: what gives less than theirs is
 * the owner's own again, what gives as much or more is still what they proposed, whatever was offered in between.
 */
export const makersKept = (before: QuoteVersion[], after: Offer): string[] => [
  ...new Set(
    before.filter((one) => !givesMore(one, after) || givesMore(after, one)).flatMap(({ makerIds }) => makerIds),
  ),
];

/** Compared as exact fractions of list; an uplift gives nothing. */
function givesMoreDiscount(offer: Offer, than: Offer): boolean {
  const left = BigInt(offer.listTotalMinor - offer.netTotalMinor) * BigInt(than.listTotalMinor);
  const right = BigInt(than.listTotalMinor - than.netTotalMinor) * BigInt(offer.listTotalMinor);
  return left > right && discountExceeds(offer.listTotalMinor, offer.netTotalMinor, 0);
}
