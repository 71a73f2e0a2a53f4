import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { givesMore, makersKept } from './generosity.js';
import type { Offer } from './offer.js';
import { draftVersion } from './quote.js';
import { STANDARD_TERMS } from './terms.js';

const offer = (changes: Partial<Offer> = {}): Offer => ({
  listTotalMinor: 1_000,
  netTotalMinor: 750,
  ...STANDARD_TERMS,
  ...changes,
});

describe('an offer gives more', () => {
  it.each<[string, Partial<Offer>, Partial<Offer>, boolean]>([
    ['for a larger discount', { netTotalMinor: 749 }, {}, true],
    ['not for the same discount of another list', { listTotalMinor: 2_000, netTotalMinor: 1_500 }, {}, false],
    ['not for a smaller uplift', { netTotalMinor: 1_001 }, { netTotalMinor: 1_100 }, false],
    ['for terms that are not standard', { nonStandardTerms: true }, {}, true],
    ['for liability where none was offered', { liabilityMinor: 1 }, {}, true],
    ['for more days to pay', { paymentDays: 60 }, { paymentDays: 30 }, true],
    ['not for days to pay that are named for the first time', { paymentDays: 30 }, {}, false],
    ['not for a longer term', { termMonths: 36 }, { termMonths: 12 }, false],
  ])('%s', (_why, changes, than, expected) => {
    expect(givesMore(offer(changes), offer(than))).toBe(expected);
  });

  it('never than itself', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (listTotalMinor, netTotalMinor) => {
        const same = offer({ listTotalMinor, netTotalMinor });
        expect(givesMore(same, same)).toBe(false);
      }),
    );
  });
});

describe('the maker of a version', () => {
  const numbered = { id: 'v', quoteId: 'q', number: 2, createdAt: '', createdBy: 'manager' };
  const made = draftVersion(numbered, offer(), ['manager']);

  it.each<[string, Partial<Offer>, string[]]>([
    ['what replaces it gives as much', {}, ['manager']],
    ['what replaces it gives more', { netTotalMinor: 700 }, ['manager']],
    [
      'what replaces it gives more in one way and less in another',
      { netTotalMinor: 800, liabilityMinor: 1 },
      ['manager'],
    ],
    ['what replaces it gives less', { netTotalMinor: 800 }, []],
  ])('after %s', (_what, changes, makers) => {
    expect(makersKept([made], offer(changes))).toEqual(makers);
  });

  it('is its maker again when what gave less in between gives as much again', () => {
    const less = draftVersion({ ...numbered, number: 3 }, offer({ netTotalMinor: 751 }), []);
    expect(makersKept([made, less], offer({ netTotalMinor: 751 }))).toEqual([]);
    expect(makersKept([made, less], offer())).toEqual(['manager']);
  });
});
