import { describe, expect, it } from '@jest/globals';
import { isCountryCode, resolveCountry } from './countries.js';

describe('a country', () => {
  it.each([
    ['US', 'US'],
    ['de', 'DE'],
    ['NO', 'NO'],
  ])('given by its code %s is %s', (text, code) => expect(resolveCountry(text)).toEqual({ code, rule: 'code' }));

  it.each([
    ['United States', 'US'],
    ['the netherlands', 'NL'],
    ['Bosnia and Herzegovina', 'BA'],
    ['St. Lucia', 'LC'],
    ['Saint Lucia', 'LC'],
    ['Türkiye', 'TR'],
    ["Cote d'Ivoire", 'CI'],
    ['South Korea', 'KR'],
    ['Georgia', 'GE'],
    ['Jordan', 'JO'],
  ])('given by its name %s is %s', (text, code) => expect(resolveCountry(text)).toEqual({ code, rule: 'name' }));

  it.each([
    ['Korea', 'KR'],
    ['Philipines', 'PH'],
    ['UK', 'GB'],
    ['U.S.A.', 'US'],
    ['Czech Republic', 'CZ'],
    ['Hong Kong', 'HK'],
    ['Korea, Republic of', 'KR'],
    ['Deutschland', 'DE'],
    ['Russian Federation', 'RU'],
  ])('%s is repaired to %s, saying from what', (text, code) => {
    expect(resolveCountry(text)).toEqual({ code, rule: 'alias', repairedFrom: text });
  });

  it("follows the tenant's aliases first, to a code or a name", () => {
    expect(resolveCountry('Jordan ', { jordan: 'Israel' })).toEqual({
      code: 'IL',
      rule: 'alias',
      repairedFrom: 'Jordan ',
    });
    expect(resolveCountry('HQ', { hq: 'US' })?.code).toBe('US');
  });

  it.each(['', 'XX', 'EU', 'Atlantis', 'ZZ', 'constructor'])('is never guessed from %j', (text) => {
    expect(resolveCountry(text)).toBeNull();
  });

  it('has one of the 249 assigned codes, each with a name of its own', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountryCode);
    expect(codes).toHaveLength(249);
    const display = new Intl.DisplayNames('en', { type: 'region' });
    for (const code of codes) expect(resolveCountry(display.of(code) ?? '')).toEqual({ code, rule: 'name' });
  });
});
