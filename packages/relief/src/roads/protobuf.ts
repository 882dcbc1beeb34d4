/** The bytes end before the value that they promise, or hold one that numbers can't. */
export class MalformedBytes extends Error {}

/** Reads the fields of a protocol-buffers message in order. */
export class ProtobufReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  /** Number of the field that `next` found. */
  field = 0;
  #wire = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Goes to the next field, whose value then has to be read or skipped; false at the end. */
  next(): boolean {
    if (this.#at >= this.#bytes.length) return false;
    const key = this.varint();
    this.field = Math.floor(key / 8);
    this.#wire = key % 8;
    return true;
  }

  /** Whether the present field holds a text, a message or a packed list. */
  get holdsBytes(): boolean {
    return this.#wire === 2;
  }

  /** Whether everything has been read. */
  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** An unsigned integer; beyond 2^53 it loses its lowest bits, which no field read here uses. */
  varint(): number {
    let value = 0;
    let factor = 1;
    for (let length = 0; length < 10; length++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new MalformedBytes('an integer does not end');
  }

  /** A signed integer in zigzag form. */
  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** The bytes of a text, a message or a packed list. */
  bytes(): Uint8Array {
    const length = this.varint();
    const from = this.#at;
    if (from + length > this.#bytes.length) throw new MalformedBytes('a field is longer than what holds it');
    this.#at += length;
    return this.#bytes.subarray(from, this.#at);
  }

  /** Leaves out the value of the present field. */
  skip(): void {
    if (this.#wire === 0) this.varint();
    else if (this.#wire === 1) this.#at += 8;
    else if (this.#wire === 2) this.bytes();
    else if (this.#wire === 5) this.#at += 4;
    else throw new MalformedBytes(`unknown wire type ${this.#wire}`);
  }
}

/** The numbers of a packed list of unsigned integers. */
export function packed(bytes: Uint8Array): number[] {
  const reader = new ProtobufReader(bytes);
  const numbers: number[] = [];
  while (!reader.done) numbers.push(reader.varint());
  return numbers;
}

/** The numbers of a packed list in which each entry is the signed difference to the one before. */
export function packedDeltas(bytes: Uint8Array): number[] {
  const reader = new ProtobufReader(bytes);
  const numbers: number[] = [];
  let value = 0;
  while (!reader.done) {
    value += reader.signed();
    numbers.push(value);
  }
  return numbers;
}
