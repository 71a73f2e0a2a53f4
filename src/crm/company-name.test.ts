import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { companyNameScore, normaliseCompanyName } from './company-name.js';

describe('a company name', () => {
  it.each([
    ['Acme Corporation', 'acme'],
    ['ACME, Inc.', 'acme'],
    ['Acme L.L.C.', 'acme'],
    ['The Acme Company', 'acme'],
    ['Müller & Söhne GmbH & Co. KG', 'muller and sohne'],
    ['Bâtiment S.A.', 'batiment'],
    ['Straße AG', 'strasse'],
    ['Ørsted A/S', 'orsted'],
    ['Żabka Polska sp. z o.o.', 'zabka polska'],
    ["Domino's Pizza", 'dominos pizza'],
    ['Toyota Co., Ltd.', 'toyota'],
    ['Barnes & Noble', 'barnes and noble'],
    ['株式会社', '株式会社'],
    ['株式会社ガスト', 'ガスト'],
    ['삼성전자 주식회사', '삼성전자'],
    ['Inc', 'inc'],
    ['The The', 'the'],
    ['Costa Co', 'costa'],
    ['Coca Cola', 'coca cola'],
  ])('%s is compared as %s', (name, normalised) => {
    expect(normaliseCompanyName(name)).toBe(normalised);
  });
});

describe('the score of two names', () => {
  it('is 100 only when they are the same but for form and spelling', () => {
    expect(companyNameScore('Acme Corp', 'ACME, Inc.')).toBe(100);
    expect(companyNameScore('Don Tech', 'Dontech')).toBe(99);
  });

  it('is high for a typo or another order, and low for another company', () => {
    expect(companyNameScore('Betasoloin', 'Betasolion')).toBeGreaterThan(65);
    expect(companyNameScore('Betasoloin', 'Betasolion')).toBeLessThan(100);
    expect(companyNameScore('Bank of Scotland', 'Scotland Bank of')).toBe(99);
    expect(companyNameScore('Bank of America', 'Bank of China')).toBeLessThan(80);
    expect(companyNameScore('Acme', 'Zumgoity')).toBe(0);
  });

  it('of nothing is 0', () => expect(companyNameScore('', '!!!')).toBe(0));

  it('does not depend on the order, and is a whole number from 0 to 100', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const score = companyNameScore(a, b);
        expect(score).toBe(companyNameScore(b, a));
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
      }),
    );
  });
});
