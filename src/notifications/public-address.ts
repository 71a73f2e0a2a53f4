import { BlockList, isIP } from 'node:net';

/** IPv4 networks that are not the public internet: private, loopback, link-local (cloud metadata), shared, reserved, multicast. */
const NOT_PUBLIC_4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Parts of the one public range of IPv6 that are none, or that carry an IPv4 address inside: Teredo and others, 6to4, documentation. */
const NOT_PUBLIC_6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const public6 = new BlockList();
public6.addSubnet('2000::', 3, 'ipv6');
const refused = new BlockList();
for (const [network, bits] of NOT_PUBLIC_4) refused.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of NOT_PUBLIC_6) refused.addSubnet(network, bits, 'ipv6');

/** Whether an IP address is of the public internet (IANA's special-purpose registries; IPv6 outside 2000::/3 is not). */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !refused.check(address, 'ipv4');
  return version === 6 && public6.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}
