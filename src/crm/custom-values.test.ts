import { describe, expect, it } from '@jest/globals';
import type { AttributeDeclaration } from '../../policy/config-facts.js';
import { allCustomOf, customFacts, customOf, customOver } from './custom-values.js';

const attribute = (
  name: string,
  type: AttributeDeclaration['type'],
  more: Partial<AttributeDeclaration> = {},
): AttributeDeclaration => ({ entity: 'account', name, type, values: null, unit: null, personal: false, ...more });

const DECLARED = [
  attribute('tier', 'enum', { values: ['gold', 'silver'] }),
  attribute('score', 'integer'),
  attribute('since', 'date'),
  attribute('partner', 'boolean'),
  attribute('contact', 'string', { personal: true }),
  attribute('lead_only', 'string', { entity: 'lead' }),
];
const over = (before: object, given: Parameters<typeof customOver>[1]) =>
  customOver(before, given, 'account', DECLARED);

describe('values of declared attributes', () => {
  it('are kept as one text in a fixed order, personal ones apart', () => {
    const laid = over({}, { tier: 'gold', score: 3, contact: 'Ann' });
    expect(laid).toEqual({
      ok: true,
      stored: { custom: '{"score":3,"tier":"gold"}', personalCustom: '{"contact":"Ann"}' },
    });
    expect(laid).toEqual(over({}, { contact: 'Ann', score: 3, tier: 'gold' }));
    if (laid.ok) expect(allCustomOf(laid.stored)).toEqual({ tier: 'gold', score: 3, contact: 'Ann' });
  });

  it('stay when they are left out, and end with null, one by one or all', () => {
    const before = { custom: '{"score":3,"tier":"gold"}', personalCustom: '{"contact":"Ann"}' };
    expect(over(before, undefined)).toEqual({ ok: true, stored: before });
    expect(over(before, { score: null, since: '2020-02-29' })).toMatchObject({
      stored: { custom: '{"since":"2020-02-29","tier":"gold"}', personalCustom: '{"contact":"Ann"}' },
    });
    expect(over(before, { contact: null })).toMatchObject({ stored: { personalCustom: null } });
    expect(over(before, null)).toEqual({ ok: true, stored: { custom: null, personalCustom: null } });
    expect(customOf(null)).toEqual({});
  });

  it('are told to decisions with null for what nobody said, and without what is personal', () => {
    const stored = '{"contact":"Ann","former":1,"tier":"gold"}';
    const told = { former: 1, partner: null, score: null, since: null, tier: 'gold' };
    expect(customFacts('account', stored, DECLARED)).toEqual(told);
    expect(customFacts('line', null, DECLARED)).toEqual({});
  });

  it('leave the place they had before they were declared personal', () => {
    expect(over({ custom: '{"contact":"Ann","score":1}' }, { contact: 'Bea' })).toMatchObject({
      stored: { custom: '{"score":1}', personalCustom: '{"contact":"Bea"}' },
    });
  });

  it.each([
    [
      { teir: 'gold' },
      'custom.teir',
      'is not declared under attributes.account in the configuration; did you mean tier?',
    ],
    [{ lead_only: 'x' }, 'custom.lead_only', expect.stringContaining('is not declared under attributes.account')],
    [{ tier: 'bronze' }, 'custom.tier', 'is one of gold, silver; found "bronze"'],
    [{ score: 1.5 }, 'custom.score', 'is a whole number; found 1.5'],
    [{ score: '3' }, 'custom.score', 'is a whole number; found "3"'],
    [{ since: '2026-02-30' }, 'custom.since', 'is a day such as 2026-11-20; found "2026-02-30"'],
    [{ partner: 'yes' }, 'custom.partner', 'is true or false; found "yes"'],
    [{ contact: ' ' }, 'custom.contact', 'is a text with something in it; found " "'],
  ])('are refused by one sentence that names the field: %j', (given, path, message) => {
    expect(over({}, given)).toEqual({ ok: false, problems: [{ path, message }] });
  });
});
