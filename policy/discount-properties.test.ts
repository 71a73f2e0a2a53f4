import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadPolicies } from './bundle.js';
import { catalogueOf } from './catalogue.js';
import { someConfig, someFacts, someLines, someRule } from './discount-arbitraries.fixture.js';
import type { DiscountFacts } from './discount-facts.js';
import { expectedApprovals } from './discount-oracle.fixture.js';
import { discountFacts, line, quoteOf } from './facts.fixture.js';
import type { EmbeddedPolicies } from './policies.js';

let policies: EmbeddedPolicies;
beforeAll(async () => {
  policies = await loadPolicies();
});

/** A copy of the facts without the attributes at these dotted paths. */
function without(facts: DiscountFacts, paths: string[]): DiscountFacts {
  const copy = structuredClone(facts) as unknown as Record<string, Record<string, unknown> | null | undefined>;
  for (const path of paths) {
    const [outer = '', inner] = path.split('.');
    if (inner === undefined) delete copy[outer];
    else if (copy[outer]) delete copy[outer][inner];
  }
  return copy as unknown as DiscountFacts;
}

describe('discount_approvals', () => {
  it('agrees with the rules told a second time', () => {
    const seen = { allowed: 0, denied: 0, asked: 0 };
    fc.assert(
      fc.property(someFacts, (facts) => {
        const expected = expectedApprovals(facts);
        const verdict = policies.decideDiscount(facts);
        const { denied } = expected;
        expect(verdict.denial?.reason ?? null).toBe(denied && (denied.includes('.') ? denied : `discount.${denied}`));
        expect(new Set(verdict.required_approvals)).toEqual(expected.roles);
        if (verdict.allow) expect(verdict.segment).toBe(expected.segment);
        seen[verdict.allow ? 'allowed' : 'denied'] += 1;
        seen.asked += verdict.required_approvals.length > 0 ? 1 : 0;
      }),
      { numRuns: 1_500 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(150);
  });

  it('decides whatever is missing: it denies, or does as if the attribute were there', () => {
    const paths = catalogueOf('discount_approvals').map(({ name }) => name.replace(/\[\].*/, ''));
    const removable = [...new Set([...paths.filter((path) => !path.startsWith('config')), 'quote', 'submitter'])];
    fc.assert(
      fc.property(
        someFacts,
        fc.subarray(removable, { maxLength: 4 }),
        fc.constantFrom('USD', 'EUR'),
        (facts, gone, currency) => {
          const whole = { ...facts, quote: { ...facts.quote, currency } };
          const verdict = policies.decideDiscount(without(whole, gone));
          if (verdict.allow) expect(verdict).toEqual(policies.decideDiscount(whole));
          else expect(verdict.rule_ids.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 1_000 },
    );
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

  it('never needs fewer approvals for one more rule', () => {
    const adding = someRule('added').filter(({ then }) => !then.deny);
    fc.assert(
      fc.property(someFacts, adding, fc.nat(2), fc.boolean(), (facts, added, place, stop) => {
        const { rules = [], overrides: _, ...config } = facts.config;
        // A rule that stops takes away the rules after it: that is what its author asks it for.
        const last = place >= rules.length;
        const more = rules.toSpliced(place, 0, { ...added, stop: stop && last });
        const before = policies.decideDiscount({ ...facts, config: { ...config, rules } });
        const after = policies.decideDiscount({ ...facts, config: { ...config, rules: more } });
        expect(after.allow).toBe(before.allow);
        expect(after.required_approvals).toEqual(expect.arrayContaining(before.required_approvals));
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
      fc.property(someConfig, ({ rules: _, ...config }) => {
        config.approvals = { ...config.approvals, line_limits: [], product_mix: [] };
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
