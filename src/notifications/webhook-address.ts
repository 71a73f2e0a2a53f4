import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.js';
import type { NotificationSettings } from './runtime.js';

/** Characters of an address. */
const LONGEST = 2_000;
const RESOLVE_MS = 5_000;

type Rules = NotificationSettings['webhooks'];

/** The host as the resolver wants it: an IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** An address that may be called, in its normal form, or why it may not: one sentence. */
export async function checkedAddress(text: string, rules: Rules): Promise<{ url: string } | { problem: string }> {
  const url = parsed(text);
  if (!url) return { problem: 'is not a URL of 2,000 characters at most' };
  if (url.protocol !== 'https:' && !(rules.allowPrivate && url.protocol === 'http:'))
    return { problem: 'must begin with https://' };
  if (url.username || url.password) return { problem: 'must not hold a user name or password' };
  url.hash = '';
  if (rules.allowPrivate) return { url: url.href };
  const addresses = await addressesOf(hostOf(url));
  if (addresses.length === 0) return { problem: 'names a host that cannot be found' };
  return addresses.every(isPublicAddress)
    ? { url: url.href }
    : { problem: 'leads to a private, loopback, link-local or reserved address' };
}

function parsed(text: string): URL | null {
  return text.length <= LONGEST && URL.canParse(text) ? new URL(text) : null;
}

async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host)) return [host];
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<[]>((resolve) => {
    timer = setTimeout(resolve, RESOLVE_MS, []);
  });
  const found = lookup(host, { all: true }).catch(() => []);
  const addresses = await Promise.race([found, silence]).finally(() => clearTimeout(timer));
  return addresses.map(({ address }) => address);
}
