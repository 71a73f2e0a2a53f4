import { describe, expect, it } from '@jest/globals';
import { parseEmail } from './email.js';

describe('an e-mail address', () => {
  it('is lower-cased and trimmed, and folds its plus-tag away', () => {
    expect(parseEmail(' Ada.Lovelace+Trial@Example.COM ')).toEqual({
      address: 'ada.lovelace+trial@example.com',
      folded: 'ada.lovelace@example.com',
      domain: 'example.com',
    });
  });

  it('keeps dots, which make different mailboxes at most providers', () => {
    expect(parseEmail('a.b@example.com')?.folded).not.toBe(parseEmail('ab@example.com')?.folded);
  });

  it('keeps a local part that is nothing but a tag', () => {
    expect(parseEmail('+sales@example.com')?.folded).toBe('+sales@example.com');
  });

  it('compares international domains in ASCII', () => {
    expect(parseEmail('info@München.de')?.domain).toBe('xn--mnchen-3ya.de');
    expect(parseEmail('info@xn--mnchen-3ya.de')?.domain).toBe('xn--mnchen-3ya.de');
  });

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@localhost',
    'a b@example.com',
    'a..b@example.com',
    'ada@-x.com',
    'a@b@c',
    `${'x'.repeat(65)}@example.com`,
    'ada@[127.0.0.1]',
    'ada@exa mple.com',
  ])('is not %j', (text) => expect(parseEmail(text)).toBeNull());
});
