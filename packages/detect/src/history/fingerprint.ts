import type { Key } from '../observable/key.ts';
import { IPV4 } from '../observable/type.ts';

/**
 * Upper half of what history keeps of a value. IPv4 addresses get 0 and are kept as they are, so that a new range
 * can be searched for; all other values get their fingerprint, whose upper half is never 0.
 */
export const keptHigh = (key: Key): number => (key.type === IPV4 ? 0 : key.high || 1);

/** Lower half of what history keeps of a value: the address itself, or the fingerprint's lower half. */
export const keptLow = (key: Key): number => (key.type === IPV4 ? addressOf(key) : key.low);

const addressOf = ({ bytes }: Key): number =>
  (((bytes[2] as number) << 24) | ((bytes[3] as number) << 16) | ((bytes[4] as number) << 8) | (bytes[5] as number)) >>>
  0;

/** First and last kept value that a look-up asks for, as unsigned halves; both the same but for ranges. */
export interface KeptRange {
  readonly high: number;
  readonly low: number;
  readonly lastLow: number;
  /** Whether an address of a range, as its 32 bits, counts; all do if it is not given. */
  readonly accept?: (low: number) => boolean;
}

/** What to look for in the history for the value or IPv4 range in a sealed key. */
export function keptRange(key: Key): KeptRange {
  const low = keptLow(key);
  const width = key.type === IPV4 ? 2 ** (32 - (key.bytes[1] as number)) : 1;
  return { high: keptHigh(key), low, lastLow: low + width - 1 };
}

/** Writes an IPv4 address given as its 32 bits into the key and seals it. */
export function writeKept(key: Key, address: number): void {
  key.begin(IPV4);
  key.push(32);
  for (let shift = 24; shift >= 0; shift -= 8) key.push((address >>> shift) & 255);
  key.seal();
}
