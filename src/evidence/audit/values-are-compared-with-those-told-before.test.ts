import { describe, expect, it } from '@jest/globals';
import { changeBetween, told } from './told-values.js';

const quote = { type: 'Quote', id: 'q1', version: 3 };

describe('what a receipt changed', () => {
  it('is what its own item of the snapshot says otherwise than the latest that told it', () => {
    const now = told(quote, {
      business: {
        snapshot: [
          { type: 'QuoteLine', id: 'l1', net: 5 },
          { type: 'Quote', id: 'q1', status: 'DRAFT', net: 9 },
        ],
      },
      personal: { name: 'Ada', ip: '203.0.113.7' },
    });
    expect(now).toEqual({ status: 'DRAFT', net: 9, name: 'Ada' });
    const before = [{ status: 'SUBMITTED' }, { status: 'DRAFT', net: 9, name: 'Eve' }];
    expect(changeBetween(now, before)).toEqual({
      oldValues: { status: 'SUBMITTED', name: 'Eve' },
      newValues: { status: 'DRAFT', name: 'Ada' },
    });
  });

  it('is everything where nothing was told before, and nothing where nothing is told', () => {
    expect(changeBetween({ net: 9 }, [{ other: 1 }, {}])).toEqual({ oldValues: null, newValues: { net: 9 } });
    expect(changeBetween({}, [{ net: 9 }])).toEqual({ oldValues: null, newValues: null });
    expect(changeBetween({ net: 9, vat: null }, [{ net: 8 }])).toEqual({
      oldValues: { net: 8, vat: null },
      newValues: { net: 9, vat: null },
    });
  });

  it('stands under types and ids where the snapshot has no item of its resource', () => {
    const business = {
      snapshot: [
        { type: 'Seat', id: 's1', state: 'ACTIVE' },
        { type: 'SeatBook', used: 2 },
      ],
    };
    expect(told({ type: 'User', id: 'u1', version: null }, { business, personal: { name: 'Ada' } })).toEqual({
      'Seat s1': { state: 'ACTIVE' },
      SeatBook: { used: 2 },
    });
  });
});
