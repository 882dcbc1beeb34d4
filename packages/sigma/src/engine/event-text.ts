import { fold } from '../evaluate/fold.ts';

const encoder = new TextEncoder();
/** Bytes of room that are kept from one text to the next. */
const ROOM = 1 << 18;

/** Folds a character to 8 bits so that none beyond ASCII falls together with one of ASCII. */
export const byteOf = (code: number): number => (code < 128 ? code : 128 | (code & 127));

/**
 * The text of an event that is being looked at: as written, folded, and as bytes, one a character, because loops over
 * bytes run several times faster than over characters.
 */
export class EventText {
  /** Number of the event, by which an index knows what it has found in it already. */
  event = 0;
  /** Number of the text, another one for every text. */
  number = 0;
  text = '';
  folded = '';
  /** Whether all is ASCII; known once `bytes` was asked for. */
  ascii = true;
  #bytes = new Uint8Array(4096);
  #loaded = false;

  /** Turns to another text. */
  set(text: string): void {
    // Integers, so that they fit the rows of needles; a number comes again after four thousand million texts.
    this.number = (this.number + 1) | 0;
    this.text = text;
    this.folded = fold(text);
    this.#loaded = false;
  }

  /** The folded text as bytes: the first `folded.length` of the array, until the next text. */
  bytes(): Uint8Array {
    if (!this.#loaded) this.#load(this.folded);
    return this.#bytes;
  }

  #load(text: string): void {
    this.#loaded = true;
    const { length } = text;
    // UTF-8 needs up to three bytes, and a text that is not ASCII is told by its longer encoding. The room that a huge
    // text took is given back.
    if (length * 3 > this.#bytes.length || (this.#bytes.length > ROOM && length * 3 < ROOM)) {
      this.#bytes = new Uint8Array(Math.max(4096, length * 4));
    }
    const bytes = this.#bytes;
    this.ascii = encoder.encodeInto(text, bytes).written === length;
    if (this.ascii) return;
    for (let at = 0; at < length; at += 1) bytes[at] = byteOf(text.charCodeAt(at));
  }
}
