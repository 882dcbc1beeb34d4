/** An address as 16-bit groups: two for IPv4, eight for IPv6. */
export type Address = readonly number[];

/** A range of addresses with a common beginning. */
export interface Network {
  readonly base: Address;
  readonly bits: number;
}

const parseIpv4 = (text: string): Address | undefined => {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!parts) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = parts.slice(1).map(Number);
  return Math.max(a, b, c, d) > 255 ? undefined : [(a << 8) | b, (c << 8) | d];
};

const parseIpv6 = (text: string): Address | undefined => {
  const colon = text.lastIndexOf(':');
  const tail = text.includes('.') ? parseIpv4(text.slice(colon + 1)) : [];
  if (!tail || colon === -1) return undefined;
  // The last colon of `::1.2.3.4` belongs to the gap, that of `1:2.3.4.5` does not.
  const head = tail.length > 0 ? text.slice(0, text[colon - 1] === ':' ? colon + 1 : colon) : text;
  const halves = head.split('::');
  if (halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = [...before, ...after];
  if (!given.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const missing = 8 - given.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const hex = (group: string): number => Number.parseInt(group, 16);
  return [...before.map(hex), ...Array.from<number>({ length: missing }).fill(0), ...after.map(hex), ...tail];
};

/** Reads an IPv4 or IPv6 address; one that maps IPv4 into IPv6 is read as IPv4, a zone (`%eth0`) is left away. */
export const parseAddress = (text: string): Address | undefined => {
  // The longest address has 45 characters; a longer text need not be looked at.
  if (text.length > 64) return undefined;
  const address = text.includes(':') ? parseIpv6(text.split('%')[0] ?? '') : parseIpv4(text);
  const mapped = address?.length === 8 && address[5] === 0xffff && address.slice(0, 5).every((group) => group === 0);
  return mapped ? address.slice(6) : address;
};

/** Reads a network such as `10.0.0.0/8`; an address alone is a network of one. */
export const parseNetwork = (text: string): Network | undefined => {
  const [address = '', length] = text.split('/');
  const base = address.includes(':') ? parseIpv6(address) : parseIpv4(address);
  if (!base || text.split('/').length > 2) return undefined;
  const bits = length === undefined ? base.length * 16 : Number(length);
  return /^\d{1,3}$/.test(length ?? '0') && bits <= base.length * 16 ? { base, bits } : undefined;
};

/** Whether an address lies in a network; false across IPv4 and IPv6. */
export const inNetwork = (address: Address, { base, bits }: Network): boolean => {
  if (address.length !== base.length) return false;
  return base.every((group, index) => {
    const wanted = Math.min(16, Math.max(0, bits - 16 * index));
    return (group ^ (address[index] ?? 0)) >> (16 - wanted) === 0;
  });
};
