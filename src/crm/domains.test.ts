import { describe, expect, it } from '@jest/globals';
import { companyDomain, isFreeMail, registrableDomain } from './domains.js';

describe('the registrable domain', () => {
  it.each([
    ['airbnb.co.uk', 'airbnb.co.uk'],
    ['www.airbnb.co.uk', 'airbnb.co.uk'],
    ['https://Shop.Example.com:8443/a?b=c', 'example.com'],
    ['ada@mail.example.com', 'example.com'],
    ['EXAMPLE.com.', 'example.com'],
    ['acme.github.io', 'acme.github.io'],
    ['www.acme.uk.com', 'acme.uk.com'],
    ['github.io', 'github.io'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['www.xn--mnchen-3ya.de', 'xn--mnchen-3ya.de'],
  ])('of %s is %s', (text, domain) => expect(registrableDomain(text)).toBe(domain));

  it.each(['co.uk', 'com', '127.0.0.1', 'http://[::1]/', 'localhost', 'printer.local', '', '   ', 'not a domain'])(
    'does not exist for %j',
    (text) => expect(registrableDomain(text)).toBeNull(),
  );
});

describe('an account is never matched', () => {
  it.each(['gmail.com', 'yahoo.co.uk', 'gmx.net', 'hotmail.fr', 'icloud.com', 'qq.com', 'mail.ru'])(
    'by free mail at %s',
    (domain) => {
      expect(isFreeMail(domain)).toBe(true);
      expect(companyDomain(`ada@${domain}`)).toBeNull();
    },
  );

  it("by one of the tenant's own domains, whatever the host", () => {
    expect(companyDomain('sdr@eu.revgraph.example.com', ['www.Example.com'])).toBeNull();
    expect(companyDomain('ada@example.org', ['example.com'])).toBe('example.org');
  });

  it('by a name that only contains a provider', () => expect(companyDomain('ada@gmailify.com')).toBe('gmailify.com'));
});
