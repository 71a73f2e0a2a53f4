import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Test } from './config-facts.js';
import { ruleAttributes } from './rule-attributes.js';
import { type Condition, ConditionTooLarge, disjunctiveForm } from './rule-conditions.js';

const test = (attribute: string, op: Test['op'] = 'eq', value: Test['value'] = 1): Test => ({
  attribute,
  path: attribute.split('.'),
  op,
  value,
});
const [a, b, c] = [test('quote.a'), test('quote.b'), test('quote.c', 'gt', 45)] as const;

describe('the disjunctive form of a condition', () => {
  it('spreads or over and', () => {
    expect(disjunctiveForm({ all: [{ any: [a, b] }, c] })).toEqual([
      [a, c],
      [b, c],
    ]);
  });

  it('takes not into the tests, over every item of a list', () => {
    expect(disjunctiveForm({ not: { any: [c, { not: a }] } })).toEqual([[{ ...c, op: 'lte', every: true }, a]]);
  });

  it('says each thing once', () => {
    expect(disjunctiveForm({ any: [a, { all: [a, a] }] })).toEqual([[a]]);
  });

  it('means the same as the condition', () => {
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(a, b, c),
        fc.record({ not: tie('condition') }),
        fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      ),
    }));
    const fits = (truths: Record<string, boolean>, { attribute, every }: Test) =>
      every ? !truths[attribute] : truths[attribute];
    const holds = (truths: Record<string, boolean>, part: Condition): boolean => {
      if ('not' in part) return !holds(truths, part.not);
      if ('all' in part) return part.all.every((one) => holds(truths, one));
      if ('any' in part) return part.any.some((one) => holds(truths, one));
      return truths[part.attribute] === true;
    };
    fc.assert(
      fc.property(condition, fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), (written, [x, y, z]) => {
        const truths = { 'quote.a': x, 'quote.b': y, 'quote.c': z };
        const form = disjunctiveForm(written);
        expect(form.some((tests) => tests.every((one) => fits(truths, one)))).toBe(holds(truths, written));
      }),
    );
  });

  it('is refused above 64 combinations', () => {
    const pairs = (count: number): Condition => ({
      all: Array.from({ length: count }, (_, n) => ({ any: [test(`quote.x${n}`), test(`quote.y${n}`)] })),
    });
    expect(disjunctiveForm(pairs(6))).toHaveLength(64);
    expect(() => disjunctiveForm(pairs(7))).toThrow(ConditionTooLarge);
    expect(() => disjunctiveForm(pairs(40))).toThrow(ConditionTooLarge);
  });
});

describe('what rules may test', () => {
  const declared = [
    { entity: 'account' as const, name: 'tier', type: 'enum' as const, values: ['a'], unit: null, personal: false },
    { entity: 'lead' as const, name: 'score', type: 'integer' as const, values: null, unit: null, personal: false },
  ];

  it('is what the facts hold, what is derived, and what the tenant declares', () => {
    const discount = ruleAttributes('discount', declared);
    expect(discount.get('quote.payment_days')).toMatchObject({ type: 'integer', unit: 'days' });
    expect(discount.get('line.sku')?.path).toEqual(['line', 'sku']);
    expect(discount.get('submitter.roles')?.type).toBe('string');
    expect(discount.get('deal.arr_minor')?.type).toBe('integer');
    expect(discount.get('account.custom.tier')).toMatchObject({ path: ['account', 'custom', 'tier'], values: ['a'] });
    expect(discount.has('lead.custom.score')).toBe(false);
    expect(ruleAttributes('routing', declared).has('lead.custom.score')).toBe(true);
  });

  it('is neither the config nor what siblings hold', () => {
    const names = [...ruleAttributes('discount').keys(), ...ruleAttributes('routing').keys()];
    expect(names.filter((name) => /config|sibling|named_owners|\[|\{/.test(name))).toEqual([]);
  });
});
