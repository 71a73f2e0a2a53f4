import fc from 'fast-check';
import type { ApproverRole, ConfigFacts, OverrideFacts, RuleFacts, Test } from './config-facts.js';
import type { DiscountFacts } from './discount-facts.js';
import { discountFacts, limits, quoteOf, SAMPLE_CONFIG } from './facts.fixture.js';

const ROLES: ApproverRole[] = ['SALES_MANAGER', 'FINANCE', 'LEGAL', 'VP_SALES'];
const roles = fc.uniqueArray(fc.constantFrom(...ROLES), { maxLength: 4 });
const limitBp = fc.constantFrom(0, 1_000, 2_000, 2_001, 3_000, 10_000);
const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const discountLimits = fc
  .record({
    ae_self_approve_bp: limitBp,
    manager_required_bp: perhaps(limitBp),
    finance_required_bp: perhaps(limitBp),
    vp_required_bp: perhaps(limitBp),
    max_discount_bp: fc.option(limitBp, { nil: null, freq: 2 }),
    legal_required_for_non_standard: fc.boolean(),
    self_approve_bp_by_role: fc.constantFrom<Record<string, number>>({}, { csm: 500 }, { sales_manager: 3_000 }),
  })
  .map(limits);

const approvals = fc.record({
  high_arr_threshold_minor: perhaps(fc.constantFrom(1_200_000, 25_000_000)),
  max_liability_minor: perhaps(fc.constant(1_000_000)),
  max_term_months: perhaps(fc.constant(24)),
  approval_chains: fc.record({ default: roles, over_high_arr: roles, non_standard_terms: roles }, { requiredKeys: [] }),
  restricted_products: fc.array(fc.record({ sku: fc.constantFrom('GTX-1', 'GTX-2'), roles }), { maxLength: 2 }),
  stages: fc.array(roles, { maxLength: 3 }),
  line_limits: fc.array(fc.record({ max_line_discount_bp: limitBp, roles }), { maxLength: 2 }),
  product_mix: fc.array(
    fc.record({
      id: fc.constant('mix'),
      has: fc.subarray(['GTX', 'GTX-1', 'MG-9'], { minLength: 1 }),
      lacks: fc.subarray(['GTX-2', 'CARE']),
      roles,
    }),
    { maxLength: 2 },
  ),
  clauses: fc.record({ liability: roles, audit: roles }, { requiredKeys: [] }),
}) as fc.Arbitrary<ConfigFacts['approvals']>;

const test = (attribute: string, op: Test['op'], value: Test['value'], every = false): Test => ({
  attribute,
  path: attribute.split('.'),
  op,
  value,
  ...(every && { every }),
});

/** Tests of what complete facts know: attributes of every form, lists and what is derived among them. */
const someTest = fc.constantFrom(
  test('quote.payment_days', 'gt', 29),
  test('quote.payment_days', 'lte', 29, true),
  test('quote.term_length_months', 'gte', 24),
  test('quote.term_length_months', 'lt', 24, true),
  test('quote.risk_level', 'ne', 'high'),
  test('quote.risk_level', 'unknown', null),
  test('account.country', 'in', ['US', 'DE']),
  test('line.sku', 'eq', 'GTX-1'),
  test('line.sku', 'ne', 'GTX-1', true),
  test('line.recurring', 'eq', false),
  test('submitter.roles', 'not_in', ['ae']),
  test('deal.segment', 'eq', 'enterprise'),
  test('deal.arr_minor', 'gt', 25_000_000),
);

/** A tenant's rule; it denies one time in eight. */
export const someRule = (id: string): fc.Arbitrary<RuleFacts> =>
  fc
    .record({
      when: fc.array(fc.array(someTest, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
      add_roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 2 }),
      deny: fc.nat(7),
      stop: fc.boolean(),
    })
    .map(({ when, add_roles, deny, stop }) => ({
      id,
      applies_to: 'discount',
      when,
      // biome-ignore lint/suspicious/noThenProperty: the word of RevOpsConfig; nobody awaits a rule.
      then: { add_roles, deny: deny === 0, strategy: null, pool: null, team: null },
      stop,
      rationale: null,
    }));

const someOverride = (id: string): fc.Arbitrary<OverrideFacts> =>
  fc.record({
    id: fc.constant(id),
    account_id: fc.constantFrom(null, 'a-1', 'a-2'),
    sku: fc.constantFrom(null, 'GTX-1'),
    segment: fc.constantFrom(null, 'smb', 'enterprise'),
    from: fc.constantFrom('2026-11-01', '2026-11-20', '2026-11-21'),
    until: fc.constantFrom('2026-11-20', '2026-12-31', '2026-11-19'),
    reason: fc.constant('Agreed.'),
    effect: fc.record({
      ae_self_approve_bp: perhaps(limitBp),
      max_discount_bp: fc.option(limitBp, { nil: null, freq: 1 }),
      finance_required_bp: perhaps(limitBp),
      vp_required_bp: perhaps(limitBp),
      waive_roles: roles,
      add_roles: roles,
      deny: fc.nat(9).map((drawn) => drawn === 0),
    }),
  });

/** Configs of rules alone, then with the tenant's exceptions. */
const own = (overrides: boolean): fc.Arbitrary<Pick<ConfigFacts, 'rules' | 'overrides'>> =>
  fc.record({
    rules: someOf(someRule('one'), someRule('two')),
    overrides: overrides ? someOf(someOverride('one'), someOverride('two')) : fc.constant<OverrideFacts[]>([]),
  });

/** None, the first, or both. */
const someOf = <T>(one: fc.Arbitrary<T>, two: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(fc.nat(2), one, two).map(([count, ...drawn]) => drawn.slice(0, count));

/** Configs whose limits lie near the discounts that `someFacts` draws. */
const config = (overrides: boolean): fc.Arbitrary<ConfigFacts> =>
  fc
    .tuple(discountLimits, discountLimits, perhaps(discountLimits), approvals, own(overrides))
    .map(([smb, enterprise, mid_market, approved, tenants]) => ({
      ...SAMPLE_CONFIG,
      discounts: { smb, enterprise, ...(mid_market && { mid_market }) },
      approvals: approved,
      ...tenants,
    }));

/** Configs without exceptions. */
export const someConfig = config(false);

/** List 1,000,000 minor units; net on, just over and far from the limits, and above list. */
const someLine = fc.record({
  sku: fc.constantFrom('GTX-1', 'GTX-2', 'MG-9'),
  quantity: fc.integer({ min: 1, max: 9 }),
  list_minor: fc.constantFrom(1_000_000, 3, 30_000_000),
  discount_bp: fc.constantFrom(-500, 0, 999, 1_000, 1_001, 2_000, 2_001, 3_000, 3_001, 10_000),
  recurring: fc.boolean(),
});

/** Lines whose net is the list less the drawn discount, in whole minor units. */
export const someLines = fc.array(someLine, { minLength: 1, maxLength: 4 }).map((drawn) =>
  drawn.map(({ discount_bp, ...line }) => ({
    ...line,
    net_minor: line.list_minor - Math.floor((line.list_minor * discount_bp) / 10_000),
  })),
);

const person = fc.record({
  id: fc.constant('u-1'),
  roles: fc.uniqueArray(
    fc.constantFrom('ae', 'ae', 'ae', 'csm', 'partner_manager', 'sales_manager', 'sdr', 'revops_admin', 'juggler'),
    { minLength: 1, maxLength: 2 },
  ),
  seat: fc.constant('DECISION' as const),
});

/** Complete facts of every kind, denied ones among them. */
export const someFacts: fc.Arbitrary<DiscountFacts> = fc
  .record({
    config: config(true),
    lines: someLines,
    terms: fc.record({
      term_length_months: perhaps(fc.constantFrom(1, 7, 12, 24, 36)),
      has_non_standard_terms: fc.boolean(),
      liability_minor: perhaps(fc.constantFrom(1_000_000, 1_000_001)),
      risk_level: fc.constantFrom(null, 'low', 'high'),
      payment_days: fc.constantFrom(null, 29, 30),
      clauses: fc.subarray(['audit', 'liability', 'odd']),
      product_mix: fc.subarray(['CARE', 'GTX']),
    }) as fc.Arbitrary<Partial<DiscountFacts['quote']>>,
    arr: fc.option(fc.constantFrom(null, 5_000_000, 5_000_001, 24_999_999, 25_000_000), { nil: undefined }),
    strategic: fc.boolean(),
    submitter: person,
    onBehalf: fc.option(person, { nil: null, freq: 3 }),
    backfill: fc.boolean(),
  })
  .map(({ config, lines, terms, arr, strategic, submitter, onBehalf, backfill }) => {
    const base = discountFacts();
    return {
      ...base,
      config,
      submitter,
      on_behalf_of: onBehalf,
      backfill: onBehalf ? backfill : false,
      quote: quoteOf(lines, terms),
      account: arr === undefined || !base.account ? null : { ...base.account, arr_minor: arr },
      opportunity: { id: 'o-1', stage: 'Engaging', strategic, type: null },
    };
  });
