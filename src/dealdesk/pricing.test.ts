import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { discountExceeds } from '../kernel/values/money.js';
import { type LineCommand, lessDiscount, linesCommand, priceLines } from './pricing.js';

const list = fc.integer({ min: 0, max: 900_719_925_474 });
const bp = fc.integer({ min: 0, max: 10_000 });

describe('a discounted price', () => {
  it('never gives more than was asked for, and less by under one minor unit', () => {
    fc.assert(
      fc.property(list, bp, (listMinor, discount) => {
        const net = lessDiscount(listMinor, discount);
        expect(discountExceeds(listMinor, net, discount)).toBe(false);
        const exact = BigInt(listMinor) * BigInt(10_000 - discount);
        expect(BigInt(net) * 10_000n - exact).toBeLessThan(10_000n);
      }),
    );
  });

  it.each([
    [99_999, 2_000, 80_000],
    [1, 1, 1],
    [1, 10_000, 0],
    [100, 0, 100],
    [3, 3_333, 3],
  ])('of %d at %d basis points is %d', (listMinor, discount, net) => {
    expect(lessDiscount(listMinor, discount)).toBe(net);
  });
});

const product = { id: 'p', sku: 'SKU', family: null, listPriceMinor: 99_999, currency: 'USD', recurring: true };

describe('a priced quote', () => {
  const line = fc.record({
    productId: fc.constant('p'),
    quantity: fc.integer({ min: 1, max: 1_000 }),
    discount: fc.option(bp, { nil: null }),
  });

  it('adds up to its lines, each in the order it was given', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (commands) => {
        const ids = commands.map((_command, index) => `line ${index}`);
        const priced = priceLines(commands as LineCommand[], [product], 'USD', ids);
        if (!priced.ok) throw new Error(JSON.stringify(priced.problems));
        expect(priced.lines.map(({ id, number }) => [id, number])).toEqual(ids.map((id, n) => [id, n + 1]));
        expect(priced.listTotalMinor).toBe(priced.lines.reduce((sum, { listMinor }) => sum + listMinor, 0));
        expect(priced.netTotalMinor).toBe(priced.lines.reduce((sum, { netMinor }) => sum + netMinor, 0));
        for (const [index, { quantity, netMinor }] of priced.lines.entries()) {
          expect(netMinor).toBe(lessDiscount(99_999, commands[index]?.discount ?? 0) * quantity);
        }
      }),
    );
  });

  it('is in one currency: a product of another is named by its line', () => {
    const lines = linesCommand.parse([
      { productId: 'p', quantity: 1 },
      { productId: 'e', quantity: 1 },
    ]);
    const priced = priceLines(lines, [product, { ...product, id: 'e', currency: 'EUR' }], 'USD', ['a', 'b']);
    expect(priced).toEqual({
      ok: false,
      problems: [{ path: 'lines.1.productId', message: 'is priced in EUR, the quote is in USD' }],
    });
  });

  it('tells everything that is wrong at once', () => {
    const wrong = [
      { productId: 'nobody', quantity: 1 },
      { productId: 'p', quantity: 1, netUnitPrice: { amountMinor: 1, currency: 'EUR' } },
    ];
    const priced = priceLines(wrong, [product], 'USD', ['a', 'b']);
    expect(priced.ok ? [] : priced.problems.map(({ path }) => path)).toEqual([
      'lines.0.productId',
      'lines.1.netUnitPrice.currency',
    ]);
  });
});
