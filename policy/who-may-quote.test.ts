import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicies } from './bundle.js';
import type { DiscountFacts } from './discount-facts.js';
import { discountFacts } from './facts.fixture.js';
import type { EmbeddedPolicies } from './policies.js';
import { as, smb, sold } from './quotes.fixture.js';

let policies: EmbeddedPolicies;
beforeAll(async () => {
  policies = await loadPolicies();
});

const decide = (changes: Partial<DiscountFacts> = {}) => policies.decideDiscount(discountFacts(changes));

describe('who quotes', () => {
  it('lets only an AE self-approve; any other role needs a manager for any discount, unless configured', () => {
    for (const role of ['csm', 'partner_manager', 'sales_manager']) {
      expect(decide({ ...as(role), ...sold(1_000_000, 1_000_000) }).required_approvals).toEqual([]);
      expect(decide({ ...as(role), ...sold(1_000_000, 999_999) })).toMatchObject({
        required_approvals: ['SALES_MANAGER'],
        max_allowed_discount_bp: 0,
      });
    }
    const config = smb({ self_approve_bp_by_role: { csm: 500 } });
    expect(decide({ config, ...as('csm'), ...sold(1_000, 950) }).required_approvals).toEqual([]);
    expect(decide({ config, ...as('csm'), ...sold(1_000, 949) }).required_approvals).toEqual(['SALES_MANAGER']);
    expect(decide({ ...as('csm', 'ae'), ...sold(1_000, 800) }).required_approvals).toEqual([]);
  });

  it.each(['sdr', 'finance', 'legal', 'vp_sales', 'revops_admin', 'auditor', 'operator'])(
    'refuses a quote by %s',
    (role) => {
      expect(decide(as(role))).toMatchObject({
        allow: false,
        denial: { reason: 'discount.role_may_not_quote' },
        max_allowed_discount_bp: 0,
      });
    },
  );

  it('refuses a role nobody knows', () => {
    expect(decide(as('juggler')).denial?.reason).toBe('discount.role_unknown');
  });

  it("enters history in a rep's name only for an admin, by the rep's role", () => {
    const rep = { id: 'u-rep', roles: ['ae'], seat: null };
    const facts = { ...as('revops_admin'), on_behalf_of: rep, backfill: true, ...sold(1_000, 800) };
    expect(decide(facts)).toMatchObject({ allow: true, required_approvals: [] });
    expect(decide({ ...facts, backfill: false }).denial?.reason).toBe('discount.backfill_refused');
    expect(decide({ ...facts, ...as('sales_manager') }).denial?.reason).toBe('discount.backfill_refused');
    expect(decide({ ...as('ae'), backfill: true }).denial?.reason).toBe('discount.backfill_refused');
    expect(decide({ ...facts, on_behalf_of: { ...rep, roles: ['sdr'] } }).denial?.reason).toBe(
      'discount.role_may_not_quote',
    );
  });
});
