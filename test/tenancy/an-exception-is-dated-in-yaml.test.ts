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

describe('an override', () => {
  const override = (text: string) =>
    `segments: [{name: smb}]\ndiscounts: {smb: {}}\noverrides:\n  - {id: o, ${text}}\n`;

  it('changes limits for a while, and says why', () => {
    expect(
      facts(
        override(
          'account: a1, from: 2026-01-01, until: 2026-03-31, reason: Renewal, max_discount_pct: 0.45, waive_roles: [FINANCE]',
        ),
      ).overrides,
    ).toEqual([
      {
        id: 'o',
        account_id: 'a1',
        sku: null,
        segment: null,
        from: '2026-01-01',
        until: '2026-03-31',
        reason: 'Renewal',
        effect: {
          ae_self_approve_bp: null,
          max_discount_bp: 4500,
          finance_required_bp: null,
          vp_required_bp: null,
          waive_roles: ['FINANCE'],
          add_roles: [],
          deny: false,
        },
      },
    ]);
  });

  it.each([
    [
      'from: 2026-01-01, reason: x, deny: true',
      '4:5 overrides[0]: An override needs an expiry: "until", its last day.',
    ],
    [
      'from: 2026-02-01, until: 2026-01-31, reason: x, deny: true',
      'overrides[0].until: This override expires on 2026-01-31, before it begins on 2026-02-01.',
    ],
    ['from: 2026-02-01, until: 2026-02-30, reason: x, deny: true', 'overrides[0].until: A day is written such as'],
    ['from: 2026-02-01, until: 2026-02-28, reason: x', 'overrides[0]: This override changes nothing'],
    ['from: 2026-02-01, until: 2026-02-28, deny: true', 'overrides[0].reason: This key is missing; it must be a text.'],
    [
      'segment: sbm, from: 2026-02-01, until: 2026-02-28, reason: x, deny: true',
      'overrides[0].segment: Segment "sbm" is not defined in segments; did you mean "smb"?',
    ],
    [
      'from: 2026-02-01, until: 2026-02-28, reason: x, max_discount_pct: 1.1',
      'overrides[0].max_discount_pct: This must be a fraction from 0 to 1',
    ],
  ])('of {%s} is refused', (text, error) => expect(errorsOf(override(text))[0]).toContain(error));

  it('is refused where another one has its id', () => {
    const one = '{id: o, from: 2026-01-01, until: 2026-01-02, reason: x, deny: true}';
    expect(errorsOf(`overrides:\n  - ${one}\n  - ${one}\n`)).toEqual([
      '3:10 overrides[1].id: The id "o" is used by two overrides.',
    ]);
  });
});

describe('approvals', () => {
  it('may count lines, mixes, clauses and deals that belong together', () => {
    const { approvals, activation } = facts(`approvals:
  line_limits: [{max_line_discount_pct: 0.3, roles: [FINANCE]}]
  product_mix: [{id: no_support, has: [core], lacks: [support], roles: [SALES_MANAGER]}]
  clauses: {liability_cap: [LEGAL], publicity: []}
  split_deals: {window_days: 30}
activation: {allowed_jurisdictions: [Germany, UK], required_receipts: [SIGN_CONTRACT]}
`);
    expect(approvals).toMatchObject({
      line_limits: [{ max_line_discount_bp: 3000, roles: ['FINANCE'] }],
      product_mix: [{ id: 'no_support', has: ['core'], lacks: ['support'], roles: ['SALES_MANAGER'] }],
      clauses: { liability_cap: ['LEGAL'], publicity: [] },
      split_deals: { window_days: 30, roles: [] },
    });
    expect(activation).toEqual({ allowed_jurisdictions: ['DE', 'GB'], required_receipts: ['SIGN_CONTRACT'] });
  });

  it.each([
    [
      'approvals: {product_mix: [{id: m, has: [a], lacks: [a], roles: [LEGAL]}]}',
      '"a" cannot be both sold and not sold.',
    ],
    ['approvals: {line_limits: [{max_line_discount_pct: 2, roles: [LEGAL]}]}', 'must be a fraction from 0 to 1'],
    ['approvals: {split_deals: {window_days: 0}}', 'This must be at least 1; found 0.'],
    ['approvals: {clauses: {Liability: [LEGAL]}}', 'A type of clause is written small'],
    ['activation: {allowed_jurisdictions: [Atlantis]}', '"Atlantis" is not a country such as "DE"'],
    ['activation: {required_receipts: [SIGN_CONTRACTS]}', 'did you mean "SIGN_CONTRACT"?'],
  ])('%s is refused', (text, error) => expect(errorsOf(text)[0]).toContain(error));
});
