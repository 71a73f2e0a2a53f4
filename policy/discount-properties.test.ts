import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadPolicies, type Policies } from './bundle.js';
import { someConfig, someFacts, someLines } from './discount-arbitraries.fixture.js';
import { expectedApprovals } from './discount-oracle.fixture.js';
import { discountFacts, line, quoteOf } from './facts.fixture.js';

let policies: Policies;
beforeAll(async () => {
  policies = await loadPolicies();
});

describe('discount_approvals', () => {
  it('agrees with the rules told a second time', () => {
    const seen = { allowed: 0, denied: 0, asked: 0 };
    fc.assert(
      fc.property(someFacts, (facts) => {
        const expected = expectedApprovals(facts);
        const verdict = policies.decideDiscount(facts);
        expect(verdict.denial?.reason ?? null).toBe(expected.denied && `discount.${expected.denied}`);
        expect(new Set(verdict.required_approvals)).toEqual(expected.roles);
        if (verdict.allow) expect(verdict.segment).toBe(expected.segment);
        seen[verdict.allow ? 'allowed' : 'denied'] += 1;
        seen.asked += verdict.required_approvals.length > 0 ? 1 : 0;
      }),
      { numRuns: 1_500 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(150);
  });

  it('never needs fewer approvals for more discount', () => {
    // On a one-off line beside a term: on recurring lines a lower price also lowers the ARR, which may spare the ARR's chain.
    fc.assert(
      fc.property(someConfig, fc.nat(1_000_000), fc.nat(1_000_000), (config, one, other) => {
        const at = (net: number) =>
          policies.decideDiscount(discountFacts({ config, quote: quoteOf([line(1_000_000, net, false)]) }));
        const [more, less] = [at(Math.min(one, other)), at(Math.max(one, other))];
        if (!less.allow) expect(more.allow).toBe(false);
        if (more.allow) expect(more.required_approvals).toEqual(expect.arrayContaining(less.required_approvals));
      }),
      { numRuns: 500 },
    );
  });

  it('does not mind the order of lines', () => {
    fc.assert(
      fc.property(someConfig, someLines, (config, lines) => {
        const decide = (ordered: typeof lines) =>
          policies.decideDiscount(discountFacts({ config, account: null, quote: quoteOf(ordered) }));
        expect(decide([...lines].reverse())).toEqual(decide(lines));
      }),
      { numRuns: 300 },
    );
  });

  it('gives as the most allowed a discount that asks for nobody, and one step more that does', () => {
    fc.assert(
      fc.property(someConfig, (config) => {
        const at = (bp: number) =>
          policies.decideDiscount(
            discountFacts({ config, quote: quoteOf([line(1_000_000, 1_000_000 - bp * 100, false, 'MG-9')]) }),
          );
        const most = at(0).max_allowed_discount_bp;
        expect(at(most)).toMatchObject({ allow: true, required_approvals: [] });
        if (most === 10_000) return;
        const beyond = at(most + 1);
        expect(beyond.allow && beyond.required_approvals.length === 0).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('gives each required role its reasons, in stages that hold each role once', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const { required_approvals, reasons, stages, rule_ids } = policies.decideDiscount(facts);
        expect(Object.keys(reasons).sort()).toEqual([...required_approvals].sort());
        expect(stages.flat()).toEqual(required_approvals);
        expect(new Set(required_approvals).size).toBe(required_approvals.length);
        for (const ids of Object.values(reasons)) {
          expect(ids.length).toBeGreaterThan(0);
          expect(rule_ids).toEqual(expect.arrayContaining(ids));
        }
      }),
      { numRuns: 300 },
    );
  });
});
