/** A block of IPv4 or IPv6 addresses; the bits below the prefix are zero. */
export interface AddressBlock {
  readonly bits: 32 | 128;
  readonly network: bigint;
  readonly prefix: number;
}

/** Reads an address or CIDR block; undefined when it is neither. */
export function parseBlock(text: string): AddressBlock | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const bits = address.includes(':') ? 128 : 32;
  const value = bits === 128 ? parseV6(address) : parseV4(address);
  if (value === undefined || rest.length > 0) return undefined;
  if (length !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const prefix = length === undefined ? bits : Number(length);
  if (prefix > bits) return undefined;
  const hostBits = BigInt(bits - prefix);
  return { bits, network: (value >> hostBits) << hostBits, prefix };
}

/** Whether each address of the first block is in the second. */
export function isSubset(inner: AddressBlock, outer: AddressBlock): boolean {
  if (inner.bits !== outer.bits || inner.prefix < outer.prefix) return false;
  const hostBits = BigInt(outer.bits - outer.prefix);
  return inner.network >> hostBits === outer.network >> hostBits;
}

/** A leading zero is taken only where octal and decimal reading agree: `01` is 1, yet `010` could be 8 or 10. */
const OCTET = /^(?:0{0,2}[0-7]|[1-9]\d{0,2})$/;

function parseV4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) < 256)) return undefined;
  return octets.reduce((value, octet) => (value << 8n) | BigInt(Number(octet)), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(parseGroups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** The 16-bit groups of one side of `::`; the last four octets may be written as IPv4 (RFC 4291 §2.2). */
function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const words = text.split(':');
  for (const [place, word] of words.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(word)) groups.push(Number.parseInt(word, 16));
    else {
      const dotted = place === words.length - 1 ? parseV4(word) : undefined;
      if (dotted === undefined) return undefined;
      groups.push(Number(dotted >> 16n), Number(dotted & 0xffffn));
    }
  }
  return groups;
}
