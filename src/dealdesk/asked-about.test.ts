import { expect, it } from '@jest/globals';
import { askedAbout } from './asked-about.js';

const version = { listTotalMinor: 100_000, netTotalMinor: 66_666 };
const entry = (rule: string, limit: number | null) => ({ rule, fired: true, observed: 3_334, limit });
const verdict = {
  segment: 'smb',
  trace: [
    entry('discount.manager_above_limit', 2_000),
    entry('discount.finance_above_limit', 3_000),
    entry('discount.term_over_limit', 36),
  ],
  reasons: {
    SALES_MANAGER: ['discount.manager_above_limit'],
    FINANCE: ['discount.finance_above_limit', 'discount.term_over_limit'],
    LEGAL: ['discount.non_standard_terms'],
  },
};

it.each([
  ['SALES_MANAGER' as const, 2_000],
  ['FINANCE' as const, 3_000],
  ['LEGAL' as const, null],
  ['VP_SALES' as const, null],
])('an approval of %s is about the limit that brought it, and no other', (role, thresholdBp) => {
  expect(askedAbout(verdict, version, role)).toEqual({ segment: 'smb', discountBp: 3_334, thresholdBp });
});
