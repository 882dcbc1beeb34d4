/** The longest normalised value that is looked up, in bytes; longer ones are reported, not cut. */
export const MAX_KEY = 4096;

/**
 * A normalised value as bytes, written in place so that looking a value up allocates nothing:
 * the type's code, then the value (addresses as prefix length and masked address, digests as raw bytes, the rest as UTF-8).
 */
export class Key {
  readonly bytes: Uint8Array = new Uint8Array(MAX_KEY);
  length = 0;
  /** Upper half of the 64-bit fingerprint, an unsigned 32-bit number. */
  high = 0;
  /** Lower half of the 64-bit fingerprint, an unsigned 32-bit number. */
  low = 0;
  /** Makes fingerprints differ between installations, so that nobody can craft values that collide. */
  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed | 0;
  }

  get type(): number {
    return this.bytes[0] ?? 0;
  }

  /** Starts a value of the type. */
  begin(type: number): void {
    this.bytes[0] = type;
    this.length = 1;
  }

  /** Appends one byte; false when the key is full. */
  push(byte: number): boolean {
    if (this.length >= MAX_KEY) return false;
    this.bytes[this.length++] = byte;
    return true;
  }

  /** Appends one UTF-16 code unit of `text` at `index` as UTF-8 and returns how many units were taken, 0 when the key is full. */
  pushCharacter(text: string, index: number): number {
    const point = text.codePointAt(index) ?? 0;
    if (this.length + 4 > MAX_KEY) return 0;
    const bytes = this.bytes;
    if (point < 0x80) bytes[this.length++] = point;
    else if (point < 0x800) {
      bytes[this.length++] = 0xc0 | (point >> 6);
      bytes[this.length++] = 0x80 | (point & 63);
    } else if (point < 0x10000) {
      bytes[this.length++] = 0xe0 | (point >> 12);
      bytes[this.length++] = 0x80 | ((point >> 6) & 63);
      bytes[this.length++] = 0x80 | (point & 63);
    } else {
      bytes[this.length++] = 0xf0 | (point >> 18);
      bytes[this.length++] = 0x80 | ((point >> 12) & 63);
      bytes[this.length++] = 0x80 | ((point >> 6) & 63);
      bytes[this.length++] = 0x80 | (point & 63);
    }
    return point > 0xffff ? 2 : 1;
  }

  /** Appends all of `text`; false when it does not fit. */
  pushText(text: string): boolean {
    for (let index = 0; index < text.length;) {
      const taken = this.pushCharacter(text, index);
      if (taken === 0) return false;
      index += taken;
    }
    return true;
  }

  /**
   * Computes the fingerprint of what was written: two 32-bit lanes of multiply-rotate mixing, four bytes a round,
   * in the manner of MurmurHash3, each lane with its own constants and seed.
   */
  seal(): void {
    const bytes = this.bytes;
    const length = this.length;
    let a = this.seed ^ length;
    let b = Math.imul(this.seed, 0x9e3779b1) ^ 0x2545f491;
    let index = 0;
    for (; index + 4 <= length; index += 4) {
      const word =
        (bytes[index] as number) |
        ((bytes[index + 1] as number) << 8) |
        ((bytes[index + 2] as number) << 16) |
        ((bytes[index + 3] as number) << 24);
      const mixed = Math.imul(word, 0xcc9e2d51 | 0);
      a ^= Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
      a = (Math.imul((a << 13) | (a >>> 19), 5) + 0x6b64e653) | 0;
      b = Math.imul(b ^ word, 0x85ebca77 | 0);
      b ^= b >>> 15;
    }
    let tail = 0;
    for (let shift = 0; index < length; index++, shift += 8) tail |= (bytes[index] as number) << shift;
    a ^= Math.imul(tail, 0xcc9e2d51 | 0);
    b = Math.imul(b ^ tail, 0xc2b2ae3d | 0);
    a = Math.imul(a ^ (a >>> 16) ^ b, 0x85ebca6b | 0);
    b = Math.imul(b ^ (b >>> 13) ^ a, 0xc2b2ae35 | 0);
    a = Math.imul(a ^ (a >>> 13), 0xc2b2ae35 | 0);
    b = Math.imul(b ^ (b >>> 16), 0x27d4eb2f);
    this.high = (a ^ (a >>> 16)) >>> 0;
    this.low = (b ^ (b >>> 15)) >>> 0;
  }
}
