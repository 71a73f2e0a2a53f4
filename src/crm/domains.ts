import { domainToASCII } from 'node:url';
import { parse } from 'tldts';

/** Free-mail providers under one name in many countries: `yahoo.co.uk`, `gmx.net`. */
const FREE_MAIL_NAMES = new Set(
  'yahoo ymail rocketmail hotmail outlook live msn gmail googlemail gmx aol yandex protonmail mail'.split(' '),
);

/** Other domains whose mailboxes say nothing about an employer. */
const FREE_MAIL = new Set(
  (
    'icloud.com me.com mac.com proton.me pm.me web.de t-online.de freenet.de arcor.de posteo.de mailbox.org ' +
    'email.com usa.com myself.com inbox.com hushmail.com fastmail.com fastmail.fm tutanota.com tuta.io tuta.com ' +
    'zohomail.com hey.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net ' +
    'earthlink.net juno.com btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com orange.fr wanadoo.fr ' +
    'free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it bol.com.br uol.com.br terra.com.br ' +
    'bluewin.ch hispeed.ch telenet.be skynet.be ziggo.nl kpnmail.nl wp.pl o2.pl onet.pl interia.pl seznam.cz ' +
    'centrum.cz bk.ru list.ru inbox.ru internet.ru rambler.ru ukr.net qq.com foxmail.com 163.com 126.com yeah.net ' +
    'sina.com sina.cn sohu.com aliyun.com 139.com naver.com daum.net hanmail.net rediffmail.com bigpond.com ' +
    'optusnet.com.au telstra.com shaw.ca rogers.com sympatico.ca telus.net mailinator.com guerrillamail.com'
  ).split(' '),
);

/**
 * The registrable domain of a host, an address or a URL: `www.airbnb.co.uk` → `airbnb.co.uk`; null for an IP address, a bare
 * suffix, a name under no listed suffix, or no domain at all.
 *
 * Private suffixes count (`acme.github.io` is not `github.io`, `acme.uk.com` is not `uk.com`): without them all tenants of a host would
 * look like one company. A host that *is* such a suffix belongs to who runs it.
 */
export function registrableDomain(text: string): string | null {
  const { hostname, isIp } = parse(text.trim(), { validateHostname: false });
  if (!hostname || isIp) return null;
  const host = domainToASCII(hostname);
  if (!host) return null;
  const own = parse(host, { allowPrivateDomains: true });
  if (!own.isIcann && !own.isPrivate) return null;
  return own.domain ?? parse(host).domain;
}

/** Whether mailboxes under this registrable domain are given to anyone. */
export function isFreeMail(domain: string): boolean {
  const { domainWithoutSuffix } = parse(domain);
  return FREE_MAIL.has(domain) || (domainWithoutSuffix !== null && FREE_MAIL_NAMES.has(domainWithoutSuffix));
}

/**
 * The registrable domain to match an account by, or null when it must not be used: free mail, or one of the tenant's
 * own domains (a colleague's address names no customer).
 */
export function companyDomain(text: string, ownDomains: readonly string[] = []): string | null {
  const domain = registrableDomain(text);
  if (!domain || isFreeMail(domain)) return null;
  return ownDomains.some((own) => registrableDomain(own) === domain) ? null : domain;
}
