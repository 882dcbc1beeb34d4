/** The SHA-1 digest of bytes: 20 bytes (FIPS 180-4 §6.1). UUIDv5 asks for it; it protects nothing here. */
export function sha1(message: Uint8Array): Uint8Array {
  const padded = new DataView(new ArrayBuffer((((message.length + 8) >> 6) << 6) + 64));
  new Uint8Array(padded.buffer).set(message);
  padded.setUint8(message.length, 0x80);
  padded.setBigUint64(padded.byteLength - 8, BigInt(message.length) * 8n);

  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const schedule = new Uint32Array(80);
  for (let block = 0; block < padded.byteLength; block += 64) {
    for (let t = 0; t < 16; t += 1) schedule[t] = padded.getUint32(block + t * 4);
    for (let t = 16; t < 80; t += 1) schedule[t] = rotate(word(t - 3) ^ word(t - 8) ^ word(t - 14) ^ word(t - 16), 1);
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let t = 0; t < 80; t += 1) {
      const next = (rotate(a, 5) + mix(t, b, c, d) + e + (CONSTANTS[Math.floor(t / 20)] ?? 0) + word(t)) >>> 0;
      [e, d, c, b, a] = [d, c, rotate(b, 30), a, next];
    }
    for (const [index, value] of [a, b, c, d, e].entries()) state[index] = (state[index] ?? 0) + value;
  }
  const digest = new DataView(new ArrayBuffer(20));
  for (const [index, value] of state.entries()) digest.setUint32(index * 4, value);
  return new Uint8Array(digest.buffer);

  function word(t: number): number {
    return schedule[t] ?? 0;
  }
}

const CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

function mix(t: number, b: number, c: number, d: number): number {
  if (t < 20) return (b & c) ^ (~b & d);
  if (t < 40 || t >= 60) return b ^ c ^ d;
  return (b & c) ^ (b & d) ^ (c & d);
}
