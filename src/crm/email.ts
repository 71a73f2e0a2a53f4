import { domainToASCII } from 'node:url';

/** An e-mail address as compared and as written to. */
export interface EmailAddress {
  /** Trimmed and lower-cased, domain in ASCII (IDNA): where mail goes. */
  address: string;
  /** The same without a plus-tag: two addresses of one mailbox fold to the same text. */
  folded: string;
  /** The domain in ASCII: `xn--mnchen-3ya.de`. */
  domain: string;
}

/** A practical form of RFC 5321: no quoted local parts, no address literals. */
const LOCAL = /^[\p{L}\p{N}!#$%&'*/=?^_`{|}~+-]+(\.[\p{L}\p{N}!#$%&'*/=?^_`{|}~+-]+)*$/u;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** Reads an address; null for what is not one (or is over the lengths of RFC 5321). */
export function parseEmail(text: string): EmailAddress | null {
  const trimmed = text.trim().normalize('NFC').toLowerCase();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, Math.max(at, 0));
  const domain = domainToASCII(trimmed.slice(at + 1));
  const address = `${local}@${domain}`;
  if (Buffer.byteLength(local) > 64 || Buffer.byteLength(address) > 254) return null;
  if (!LOCAL.test(local) || !DOMAIN.test(domain)) return null;
  const tag = local.indexOf('+');
  return { address, folded: `${tag > 0 ? local.slice(0, tag) : local}@${domain}`, domain };
}
