import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicies } from './bundle.js';
import { dealAmounts } from './deal-amounts.js';
import type { DiscountFacts } from './discount-facts.js';
import { expectedApprovals } from './discount-oracle.fixture.js';
import { discountTable } from './discount-table.fixture.js';
import { engineConfig } from './engine-config.js';
import { discountFacts, line, quoteOf, SAMPLE_CONFIG } from './facts.fixture.js';
import type { EmbeddedPolicies } from './policies.js';
import { approvals, ofArr, sold } from './quotes.fixture.js';

/** Every so-manieth case is given to `opa test` as well; a prime, so that all dimensions vary. */
const SAMPLED = 127;
const SAMPLE_FILE = fileURLToPath(new URL('./rego/discount_table.json', import.meta.url));

let policies: EmbeddedPolicies;
beforeAll(async () => {
  policies = await loadPolicies();
});

describe('the table of segment × discount × term × product mix × risk × role × ARR', () => {
  it('is decided as the requirement says, in all of its cases', () => {
    const seen = { cases: 0, denied: 0, alone: 0, asked: 0 };
    for (const facts of discountTable()) {
      const { denied, roles, segment } = expectedApprovals(facts);
      const verdict = policies.decideDiscount(facts);
      const found = [verdict.denial?.reason ?? null, [...verdict.required_approvals].sort(), verdict.segment];
      const wanted = [denied && `discount.${denied}`, [...roles].sort(), denied ? verdict.segment : segment];
      if (JSON.stringify(found) !== JSON.stringify(wanted)) expect({ facts, found }).toEqual({ facts, found: wanted });
      seen.cases += 1;
      seen[denied ? 'denied' : roles.size > 0 ? 'asked' : 'alone'] += 1;
    }
    expect(seen.cases).toBeGreaterThanOrEqual(5_000);
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(250);
  });

  it('is given to opa test as a sample with what is expected of it', () => {
    if (process.env.UPDATE_POLICY_TABLES) writeFileSync(SAMPLE_FILE, JSON.stringify({ discount_table: sample() }));
    expect(JSON.parse(readFileSync(SAMPLE_FILE, 'utf8'))).toEqual({ discount_table: sample() });
  });
});

describe('boundaries', () => {
  const asked = (changes: Partial<DiscountFacts>) => policies.decideDiscount(discountFacts(changes)).required_approvals;

  it('lets an AE give exactly 20 %, and not 20.01 %', () => {
    expect(asked(sold(1_000_000, 800_000))).toEqual([]);
    expect(asked(sold(1_000_000, 799_900))).toEqual(['SALES_MANAGER']);
  });

  it('takes exactly 30 % without finance, and one minor unit more with it', () => {
    expect(asked(sold(1_000_000, 700_000))).toEqual(['SALES_MANAGER']);
    expect(asked(sold(1_000_000, 699_999))).toEqual(['SALES_MANAGER', 'FINANCE']);
  });

  it('takes an ARR of exactly the threshold, and not a fraction of a minor unit more', () => {
    const config = approvals({ high_arr_threshold_minor: 1_000_000 });
    const yearly = (net: number, term_length_months: number) => ({
      config,
      ...ofArr(4_000_000),
      quote: quoteOf([line(net, net)], { term_length_months }),
    });
    expect(asked(yearly(1_000_000, 12))).toEqual([]);
    expect(asked(yearly(583_334, 7))).toEqual(['SALES_MANAGER', 'FINANCE']);
    expect(asked(yearly(583_333, 7))).toEqual([]);
  });
});

/** The sampled cases as the engine gets them, without the config, which they share; expected is what the oracle says. */
function sample(): object {
  const cases = [...discountTable()].filter((_, n) => n % SAMPLED === 0);
  return {
    config: engineConfig(cases[0]?.config ?? SAMPLE_CONFIG),
    cases: cases.map((facts) => {
      const { config: _, siblings: __, siblings_log_position: ___, ...input } = facts;
      const { denied, roles } = expectedApprovals(facts);
      return { input: { ...input, amounts: dealAmounts(facts) }, allow: denied === null, roles: [...roles].sort() };
    }),
  };
}
