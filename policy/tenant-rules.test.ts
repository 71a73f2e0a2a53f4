import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicies } from './bundle.js';
import type { ConfigFacts, OverrideFacts, RuleFacts, Test } from './config-facts.js';
import type { DiscountFacts } from './discount-facts.js';
import { discountFacts, leadFacts, line, quoteOf, routingConfig, SAMPLE_CONFIG } from './facts.fixture.js';
import type { EmbeddedPolicies } from './policies.js';

let policies: EmbeddedPolicies;
beforeAll(async () => {
  policies = await loadPolicies();
});

const test = (attribute: string, op: Test['op'], value: Test['value'], every = false): Test => ({
  attribute,
  path: attribute.split('.'),
  op,
  value,
  ...(every && { every }),
});

const rule = (
  id: string,
  when: Test[][],
  effect: Partial<RuleFacts['then']>,
  changes: Partial<RuleFacts> = {},
): RuleFacts => ({
  id,
  applies_to: 'discount',
  when,
  // biome-ignore lint/suspicious/noThenProperty: the word of RevOpsConfig; nobody awaits a rule.
  then: { add_roles: [], deny: false, strategy: null, pool: null, team: null, ...effect },
  stop: false,
  rationale: null,
  ...changes,
});

const decide = (config: Partial<ConfigFacts>, changes: Partial<DiscountFacts> = {}) =>
  policies.decideDiscount(discountFacts({ config: { ...SAMPLE_CONFIG, ...config }, ...changes }));

const quoted = (changes: Partial<DiscountFacts['quote']>) => ({
  quote: quoteOf([line(1_000_000, 1_000_000)], changes),
});
const accountOf = (custom: Record<string, string | null>) => ({
  account: { ...(discountFacts().account as object), custom } as DiscountFacts['account'],
});

describe("a tenant's own rule", () => {
  const late = rule('late_money', [[test('quote.payment_days', 'gt', 45)]], { add_roles: ['FINANCE'] });

  it('brings its roles by its own name and words, and shows its limit whether it fires or not', () => {
    const rules = [{ ...late, rationale: 'Cash comes late' }];
    const fired = decide({ rules }, quoted({ payment_days: 46 }));
    expect(fired).toMatchObject({
      required_approvals: ['FINANCE'],
      reasons: { FINANCE: ['rule.late_money'] },
      rule_ids: ['rule.late_money'],
      rationale: 'Cash comes late.',
    });
    expect(fired.trace).toContainEqual({ rule: 'rule.late_money', fired: true, observed: 46, limit: 45 });
    const spared = decide({ rules }, quoted({ payment_days: 45 }));
    expect(spared.required_approvals).toEqual([]);
    expect(spared.trace).toContainEqual({ rule: 'rule.late_money', fired: false, observed: 45, limit: 45 });
  });

  it('takes null of a product attribute as an answer that has no order', () => {
    expect(decide({ rules: [late] }, quoted({ payment_days: null })).required_approvals).toEqual([]);
    const not = rule('soon', [[test('quote.payment_days', 'lte', 45, true)]], { add_roles: ['LEGAL'] });
    expect(decide({ rules: [not] }, quoted({ payment_days: null })).required_approvals).toEqual(['LEGAL']);
  });

  it('denies where what the tenant declared is not known, and names it, unless the rule asks for just that', () => {
    const tier = [test('account.custom.tier', 'eq', 'key')];
    const keyed = rule('keyed', [tier], { add_roles: ['VP_SALES'] });
    for (const account of [accountOf({}), accountOf({ tier: null }), { account: null }]) {
      const { allow, denial } = decide({ rules: [keyed] }, account);
      expect([allow, denial?.missing]).toEqual([false, ['account.custom.tier']]);
    }
    expect(decide({ rules: [keyed] }, accountOf({ tier: 'key' })).required_approvals).toEqual(['VP_SALES']);
    const guarded = { ...keyed, when: [[test('account.custom.tier', 'known', null), ...tier]] };
    expect(decide({ rules: [guarded] }, accountOf({})).allow).toBe(true);
    const unknown = rule('untold', [[test('account.custom.tier', 'unknown', null)]], { add_roles: ['LEGAL'] });
    expect(decide({ rules: [unknown] }, accountOf({})).required_approvals).toEqual(['LEGAL']);
  });

  it('takes a value of another type than its test as not known', () => {
    const dear = rule('dear', [[test('quote.custom.cost', 'gt', 5)]], { add_roles: ['FINANCE'] });
    const { denial } = decide({ rules: [dear] }, quoted({ custom: { cost: '9' } }));
    expect(denial?.missing).toEqual(['quote.custom.cost']);
  });

  it('forbids a quote by its name', () => {
    const embargo = rule('embargo', [[test('account.country', 'in', ['US'])]], { deny: true });
    expect(decide({ rules: [embargo] })).toMatchObject({
      allow: false,
      denial: { reason: 'rule.embargo', missing: [] },
      required_approvals: [],
    });
  });

  it('stops those after it, and only when it matches', () => {
    const first = rule('first', [[test('deal.segment', 'eq', 'smb')]], { add_roles: ['LEGAL'] }, { stop: true });
    const rules = [first, rule('second', [[test('line.sku', 'eq', 'GTX-1')]], { add_roles: ['VP_SALES'] })];
    expect(decide({ rules }).rule_ids).toEqual(['rule.first']);
    const enterprise = { account: { ...(discountFacts().account as object), arr_minor: 25_000_000 } };
    expect(decide({ rules }, enterprise as Partial<DiscountFacts>).rule_ids).toEqual(['rule.second']);
  });

  it('chooses where a lead goes before everything else, and asks for what it cannot tell', () => {
    const score = rule(
      'scored',
      [[test('lead.custom.score', 'gte', 80)]],
      { pool: 'sdr_global' },
      { applies_to: 'routing' },
    );
    const config = { ...routingConfig({}), rules: [score] };
    const routed = (custom: Record<string, number | null>) => policies.decideRouting(leadFacts({ custom }, { config }));
    expect(routed({ score: 80 })).toMatchObject({
      pool: 'sdr_global',
      route_strategy: 'round_robin',
      strategy_rule: 'rule.scored',
      rule_ids: ['rule.scored', 'routing.round_robin'],
    });
    expect(routed({ score: 79 })).toMatchObject({ pool: null, required_enrichment: [] });
    expect(routed({ score: null })).toMatchObject({ allow: true, required_enrichment: ['lead.custom.score'] });
  });
});

describe("a tenant's exception", () => {
  const override = (effect: Partial<OverrideFacts['effect']>, changes: Partial<OverrideFacts> = {}): OverrideFacts => ({
    id: 'acme',
    account_id: 'a-1',
    sku: null,
    segment: null,
    from: '2026-11-01',
    until: '2026-11-20',
    reason: 'Agreed for November',
    effect: {
      ae_self_approve_bp: null,
      max_discount_bp: null,
      finance_required_bp: null,
      vp_required_bp: null,
      waive_roles: [],
      add_roles: [],
      deny: false,
      ...effect,
    },
    ...changes,
  });
  const at35 = { quote: quoteOf([line(1_000_000, 650_000)]) };

  it('waives a role, which the trace shows beside the rule that asked for it', () => {
    const verdict = decide({ overrides: [override({ waive_roles: ['FINANCE'] })] }, at35);
    expect(verdict).toMatchObject({
      required_approvals: ['SALES_MANAGER'],
      rule_ids: ['discount.manager_above_limit', 'discount.finance_above_limit', 'override.acme'],
    });
    expect(verdict.trace).toContainEqual({
      rule: 'override.acme',
      fired: true,
      observed: null,
      limit: null,
      waived: ['FINANCE'],
    });
    expect(verdict.rationale).toContain('Agreed for November.');
  });

  it('ends with its last day, and starts with its first', () => {
    const overrides = [override({ finance_required_bp: 4_000 })];
    const on = (business_date: string) => decide({ overrides }, { ...at35, business_date }).required_approvals;
    expect(on('2026-10-31')).toContain('FINANCE');
    expect(on('2026-11-01')).not.toContain('FINANCE');
    expect(on('2026-11-20')).not.toContain('FINANCE');
    expect(on('2026-11-21')).toContain('FINANCE');
  });

  it('changes limits only where all lines are of its product, and forbids where one is', () => {
    const quote = quoteOf([line(1_000_000, 650_000), line(1_000, 1_000, true, 'MG-9')]);
    const ofProduct = (effect: Partial<OverrideFacts['effect']>) =>
      decide({ overrides: [override(effect, { account_id: null, sku: 'MG-9' })] }, { quote });
    expect(ofProduct({ finance_required_bp: 9_000, waive_roles: ['FINANCE'] }).required_approvals).toContain('FINANCE');
    expect(ofProduct({ add_roles: ['LEGAL'] }).reasons.LEGAL).toEqual(['override.acme']);
    expect(ofProduct({ deny: true }).denial?.reason).toBe('override.acme');
  });

  it('is found by the name that an import gave the account, and told on its own', () => {
    const overrides = [override({ max_discount_bp: 1_000 }, { account_id: 'ACME', segment: 'smb' })];
    const config = { ...SAMPLE_CONFIG, overrides };
    const asked = (external_id: string | null, segment: string) =>
      policies.exceptionsOf({
        config,
        business_date: '2026-11-20',
        segment,
        account: { id: 'a-1', external_id },
        quote: { lines: [{ sku: 'GTX-1' }] },
      });
    expect(asked('ACME', 'smb')).toMatchObject({ overrides: ['override.acme'], limits: { max_discount_bp: 1_000 } });
    expect(asked('ACME', 'enterprise').overrides).toEqual([]);
    expect(asked(null, 'smb').overrides).toEqual([]);
  });
});
