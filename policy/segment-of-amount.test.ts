import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadPolicies } from './bundle.js';
import { SAMPLE_CONFIG } from './facts.fixture.js';
import { segmentOfAmount } from './segment-of-amount.js';

const bound = fc.option(fc.integer({ min: 0, max: 50 }), { nil: null });
const segment = fc.record({
  name: fc.constantFrom('smb', 'enterprise', 'public'),
  arr_min_minor: bound,
  arr_max_minor: bound,
  employees_min: fc.constantFrom(null, 10),
  employees_max: fc.constant(null),
});

it('is the segment that the policy gives', async () => {
  const policies = await loadPolicies();
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 4 }), fc.integer({ min: 0, max: 51 }), (segments, arr_minor) => {
      const facts = { arr_minor, employees: null, config: { ...SAMPLE_CONFIG, segments } };
      expect(segmentOfAmount(segments, arr_minor)).toBe(policies.segmentOf(facts).segment);
    }),
  );
  expect(segmentOfAmount(SAMPLE_CONFIG.segments, null)).toBeNull();
});
