import { describe, expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../bin/revops-config.js';
import { configFactsSchema } from '../../policy/config-facts-schema.js';

/** The facts of a text that must be accepted; of the shape that policies check. */
function facts(text: string) {
  const parsed = revOpsConfigSchema.parse(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors, null, 1));
  expect(configFactsSchema.safeParse(parsed.config.facts).error).toBeUndefined();
  return parsed.config.facts;
}

const errorsOf = (text: string) => {
  const parsed = revOpsConfigSchema.parse(text);
  return parsed.ok
    ? []
    : parsed.errors.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
};

const declared = `attributes:
  account: {tier: {type: enum, values: [gold, silver]}, since: date, mother: {type: string, personal: true}}
  line: {hosting_cost: {type: integer, unit: minor units}}
  lead: {score: integer}
`;

describe('an attribute of the tenant', () => {
  it('is declared by its type alone, or with what it may be', () => {
    expect(facts(declared).attributes).toEqual([
      { entity: 'account', name: 'tier', type: 'enum', values: ['gold', 'silver'], unit: null, personal: false },
      { entity: 'account', name: 'since', type: 'date', values: null, unit: null, personal: false },
      { entity: 'account', name: 'mother', type: 'string', values: null, unit: null, personal: true },
      { entity: 'line', name: 'hosting_cost', type: 'integer', values: null, unit: 'minor units', personal: false },
      { entity: 'lead', name: 'score', type: 'integer', values: null, unit: null, personal: false },
    ]);
  });

  it.each([
    ['account: {tier: enum}', 'account.tier: An attribute of the type "enum" needs "values"'],
    ['account: {tier: {type: date, values: [x]}}', 'account.tier.values: Only the type "enum" has values'],
    ['account: {tier: {type: enum, values: [x, x]}}', 'account.tier.values[1]: "x" is in this list twice.'],
    ['account: {Tier: date}', 'account.Tier: The name of an attribute is written small'],
    [
      'quote: {author: {type: string, personal: true}}',
      "quote.author.personal: A quote's versions never change, so that nothing of them could be erased.",
    ],
    ['acount: {tier: date}', 'acount: Unknown key "acount"; did you mean "account"?'],
    ['account: {tier: number}', 'account.tier: This must be one of integer, boolean, string, enum, date'],
  ])('%s is refused', (text, error) => {
    expect(errorsOf(`attributes:\n  ${text}\n`)[0]).toMatch(/^2:\d+ attributes\./);
    expect(errorsOf(`attributes:\n  ${text}\n`)[0]).toContain(error);
  });
});

describe('a rule', () => {
  it('is a sentence over one attribute', () => {
    const { rules } = facts(`rules:
  - {id: late_money, when: quote.payment_days > 45, then: {add_roles: [FINANCE]}, rationale: Cash comes late.}
`);
    expect(rules).toEqual([
      {
        id: 'late_money',
        applies_to: 'discount',
        when: [[{ attribute: 'quote.payment_days', path: ['quote', 'payment_days'], op: 'gt', value: 45 }]],
        // biome-ignore lint/suspicious/noThenProperty: the word of RevOpsConfig; nobody awaits a config.
        then: { add_roles: ['FINANCE'], deny: false, strategy: null, pool: null, team: null },
        stop: false,
        rationale: 'Cash comes late.',
      },
    ]);
  });

  it('nests and, or, not, and is stored as any of lists of tests', () => {
    const { rules } = facts(`${declared}rules:
  - id: gold_with_hosting
    when:
      all:
        - any: [account.custom.tier = gold, account.custom.since < 2020-01-01]
        - not: {attribute: line.custom.hosting_cost, op: lte, value: 100}
    then: {add_roles: [LEGAL], deny: false}
    stop: true
`);
    const test = (attribute: string, op: string, value: unknown, more = {}) => ({
      attribute,
      path: attribute.split('.'),
      op,
      value,
      ...more,
    });
    const hosting = test('line.custom.hosting_cost', 'gt', 100, { every: true });
    expect(rules?.[0]?.when).toEqual([
      [test('account.custom.tier', 'eq', 'gold'), hosting],
      [test('account.custom.since', 'lt', '2020-01-01'), hosting],
    ]);
    expect(rules?.[0]?.stop).toBe(true);
  });

  it.each([
    ['account.custom.tier in [gold, silver]', 'in', ['gold', 'silver']],
    ['account.custom.tier not in [gold]', 'not_in', ['gold']],
    ['quote.risk_level is unknown', 'unknown', null],
    ['quote.risk_level is known', 'known', null],
    ['opportunity.strategic = true', 'eq', true],
    ['quote.liability_minor>=5', 'gte', 5],
  ])('may say %s', (sentence, op, value) => {
    const { rules } = facts(`${declared}rules: [{id: r, when: "${sentence}", then: {deny: true}}]\n`);
    expect(rules?.[0]?.when[0]?.[0]).toMatchObject({ op, value });
  });

  it('for leads names a pool that there is', () => {
    const text = (pool: string) =>
      `${declared}routing: {round_robin_pools: {hot: [user:sdr-1]}}\nrules: [{id: r, applies_to: routing, when: lead.custom.score > 90, then: {strategy: round_robin, pool: ${pool}}}]\n`;
    expect(facts(text('hot')).rules?.[0]?.then).toMatchObject({ strategy: 'round_robin', pool: 'hot' });
    expect(errorsOf(text('hott'))[0]).toContain(
      'rules[0].then.pool: There is no pool "hott" in round_robin_pools; did you mean "hot"?',
    );
  });
});

describe('a rule is refused', () => {
  const rule = (when: string, then = 'deny: true') =>
    `${declared}rules:\n  - id: r\n    when: ${when}\n    then: {${then}}\n`;

  it.each([
    [
      'quote.payment_dayz > 45',
      'There is no attribute "quote.payment_dayz" to test; did you mean "quote.payment_days"?',
    ],
    ['payment_days > 45', 'There is no attribute "payment_days" to test; did you mean "quote.payment_days"?'],
    ['quote.backfill = true', 'There is no attribute "quote.backfill" to test; did you mean "backfill"?'],
    ['account.custom.teir = gold', 'did you mean "account.custom.tier"?'],
    ['zzzzzzzzzzzzzzzzzzzz > 4', 'There is no attribute "zzzzzzzzzzzzzzzzzzzz" to test, and none is declared'],
    ['lead.custom.score > 4', 'There is no attribute "lead.custom.score" to test'],
    ['account.custom.mother = Ann', '"account.custom.mother" is personal: decisions keep what they were made of'],
    ['account.custom.tier > gold', '"account.custom.tier" is of the type enum, which has no "gt"; it has eq, ne, in'],
    ['account.custom.tier = bronze', '"account.custom.tier" is compared with one of gold, silver; found "bronze".'],
    ['quote.payment_days > soon', '"quote.payment_days" is compared with a whole number (days); found "soon".'],
    ['quote.payment_days > 4.5', 'is compared with a whole number (days); found 4.5.'],
    ['account.custom.since < 2020-13-01', 'is compared with a date such as 2026-01-31; found "2020-13-01".'],
    ['quote.payment_days in 45', '"in" needs a list with something in it.'],
    ['"quote.payment_days > [45]"', '"gt" needs one value, not a list.'],
    ['quote.payment_days', 'This is not a condition such as "quote.payment_days > 45"; found "quote.payment_days".'],
    ['quote.payment_days >', '"quote.payment_days" is compared with nothing; write a value.'],
    ['{attribute: quote.payment_days, op: known, value: 3}', '"known" compares "quote.payment_days" with nothing'],
    ['{}', 'A condition is one of "all", "any", "not", or an "attribute" with "op" and "value".'],
    ['{all: [backfill = true], any: [backfill = true]}', 'A condition is one of "all"'],
    ['{all: []}', 'This must be a list of at least 1; found an empty list.'],
    ['{atribute: quote.payment_days}', 'Unknown key "atribute"; did you mean "attribute"?'],
  ])('that asks %s', (when, error) => {
    const [first] = errorsOf(rule(when));
    expect(first).toMatch(/^7:\d+ rules\[0\]\.when/);
    expect(first).toContain(error);
  });

  it.each([
    ['', 'rules[0].then: This rule does nothing'],
    ['deny: false', 'rules[0].then: This rule does nothing'],
    ['pool: x', 'rules[0].then.pool: A rule for discount has no "pool"; it has add_roles, deny.'],
    [
      'add_roles: [FINANZ]',
      'rules[0].then.add_roles[0]: This must be one of SALES_MANAGER, FINANCE, LEGAL, VP_SALES; found "FINANZ" (did you mean FINANCE?).',
    ],
  ])('that then does {%s}', (then, error) => {
    expect(errorsOf(rule('quote.payment_days > 4', then))[0]).toContain(error);
  });

  it('whose id another one has', () => {
    expect(
      errorsOf(
        'rules:\n  - {id: a, when: backfill = true, then: {deny: true}}\n  - {id: a, when: backfill = false, then: {deny: true}}\n',
      ),
    ).toEqual(['3:10 rules[1].id: The id "a" is used by two rules.']);
  });

  it('that comes to more than 64 combinations', () => {
    const pair = (n: number) => `{any: [quote.payment_days = ${n}, quote.term_length_months = ${n}]}`;
    const when = (count: number) => `{all: [${Array.from({ length: count }, (_, n) => pair(n)).join(', ')}]}`;
    expect(errorsOf(rule(when(6)))).toEqual([]);
    expect(errorsOf(rule(when(7)))).toEqual([
      '7:5 rules[0].when: The condition comes to more than 64 combinations of its tests.',
    ]);
  });

  it('that holds itself, or nests without end', () => {
    expect(errorsOf('rules: [{id: a, when: &w {all: [*w]}, then: {deny: true}}]\n')[0]).toContain('nested too deeply');
    const deep = `${'{not: '.repeat(3000)}backfill = true${'}'.repeat(3000)}`;
    expect(errorsOf(rule(deep))[0]).toContain('nested too deeply');
  });
});
