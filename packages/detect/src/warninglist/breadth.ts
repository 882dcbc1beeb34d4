import { IPV4 } from '../observable/type.ts';
import { isTopLevelDomain } from '../observable/top-level-domains.ts';

/** Ordinary values of every kind; an entry that meets many of them says nothing about any. */
const ORDINARY: readonly string[] = `
  example.com www.university.edu mail.company.co.uk shop.store.net news.site.org cdn.assets.io login.bank.sa
  https://www.company.com/index.html http://shop.site.net/cart?id=4 https://api.vendor.io/v2/users http://news.org/2024/a.php
  45.77.12.9 185.220.101.34 91.198.174.192 2a00:1450:4009:80b::200e 2606:2800:220:1:248:1893:25c8:1946
  info@company.com sales@shop.net invoice.pdf setup.exe report.docx update.dll
  9e107d9d372bb6826bd81d3542a419d6 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12 0cc175b9c0f1b6a831c399e269772661
  d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592
  4e1243bd22c66e76c2ba9eddc1f91394e57f9f83b4c6e3a5d0f7d7f1ab5c1c2d
`
  .trim()
  .split(/\s+/);

const MAX_MET = 2;
const SHORTEST_SUBSTRING = 4;
const REGISTRY_LABELS = new Set([
  'com',
  'co',
  'net',
  'org',
  'gov',
  'edu',
  'ac',
  'mil',
  'gob',
  'gouv',
  'or',
  'ne',
  'go',
]);

/** Why a predicate would hold back ordinary values, undefined if it would not. */
export function breadthOf(meets: (text: string) => boolean): string | undefined {
  const met = ORDINARY.filter(meets);
  return met.length > MAX_MET ? `would hold back ordinary values such as ${met.slice(0, 2).join(' and ')}` : undefined;
}

/** Why a substring says too little, undefined if it does not. */
export function broadSubstring(entry: string): string | undefined {
  if (entry.trim().length < SHORTEST_SUBSTRING) return `is shorter than ${SHORTEST_SUBSTRING} characters`;
  return breadthOf((text) => text.includes(entry));
}

/** Why a name stands for too many names below it, undefined if it does not. */
export function broadHostname(name: string): string | undefined {
  const [top = '', second = '', ...more] = name.split('.').toReversed();
  if (second === '' && isTopLevelDomain(top)) return 'is a whole top-level domain';
  if (more.length === 0 && top.length === 2 && REGISTRY_LABELS.has(second)) return 'is a registry, not a name';
  return undefined;
}

/** Shortest prefixes that are still about someone: an IPv4 /6 is 67 million addresses. */
const SHORTEST_IPV4 = 6;
const SHORTEST_IPV6 = 16;

/** Why a range (bytes of its key) holds too much of the public Internet, undefined if it does not. */
export function broadRange(bytes: Uint8Array): string | undefined {
  const bits = bytes[1] ?? 0;
  const first = bytes[2] ?? 0;
  const isIpv4 = bytes[0] === IPV4;
  // Multicast, reserved and local space may be named in large pieces.
  if (first >= (isIpv4 ? 224 : 0xfc) && bits >= (isIpv4 ? 3 : 6)) return undefined;
  return bits < (isIpv4 ? SHORTEST_IPV4 : SHORTEST_IPV6)
    ? 'is a range that holds a large part of all addresses'
    : undefined;
}
