import type { Budget } from './evaluation.ts';

/**
 * Compiles a LIKE pattern (§9.6.1): `%` is any number of characters, `_` exactly one, and the whole text must match.
 * The pieces between `%` are found one after the other by the shift-and method (Baeza-Yates and Gonnet 1992): the
 * time is the length of the text times a thirty-second of the length of the pattern, whatever they hold.
 *
 * @param spend takes the number of 32-bit words that a piece needs before they are made, and may throw
 */
export function compileLike(
  pattern: string,
  spend: (words: number) => void,
): (text: string, budget: Budget) => boolean {
  const pieces = pattern.split('%').map((piece) => Array.from(piece));
  const [head = [], ...others] = pieces;
  const tail = others.pop();
  const searches = others.filter((piece) => piece.length > 0).map((piece) => shiftAnd(piece, spend));
  return (text, budget) => {
    const characters = Array.from(text);
    budget.spend(characters.length);
    if (!fitsAt(head, characters, 0)) return false;
    if (tail === undefined) return characters.length === head.length;
    const end = characters.length - tail.length;
    let from = head.length;
    for (const search of searches) {
      from = search(characters, from, end, budget);
      if (from === -1) return false;
    }
    return from <= end && fitsAt(tail, characters, end);
  };
}

function fitsAt(piece: readonly string[], text: readonly string[], from: number): boolean {
  return (
    from + piece.length <= text.length && piece.every((wanted, at) => wanted === '_' || wanted === text[from + at])
  );
}

/** Searches a piece in `text[from, end)`; answers the place after its first occurrence, or -1. */
type Search = (text: readonly string[], from: number, end: number, budget: Budget) => number;

function shiftAnd(piece: readonly string[], spend: (words: number) => void): Search {
  const words = Math.ceil(piece.length / 32);
  spend(words * (1 + new Set(piece).size));
  const anyCharacter = new Uint32Array(words);
  const masks = new Map<string, Uint32Array>();
  for (const [at, wanted] of piece.entries()) {
    if (wanted === '_') setBit(anyCharacter, at);
    else masks.set(wanted, masks.get(wanted) ?? new Uint32Array(words));
  }
  for (const [wanted, mask] of masks) {
    for (const [at, character] of piece.entries()) if (character === wanted || character === '_') setBit(mask, at);
  }
  const last = piece.length - 1;
  return (text, from, end, budget) => {
    budget.spend(Math.max(0, end - from) * words);
    // Bit i of the state says that the piece's first i + 1 characters end here.
    const state = new Uint32Array(words);
    for (let at = from; at < end; at += 1) {
      const mask = masks.get(text[at] ?? '') ?? anyCharacter;
      let carry = 1;
      for (let word = 0; word < words; word += 1) {
        const bits = state[word] ?? 0;
        state[word] = ((bits << 1) | carry) & (mask[word] ?? 0);
        carry = bits >>> 31;
      }
      if (((state[last >>> 5] ?? 0) >>> (last & 31)) & 1) return at + 1;
    }
    return -1;
  };
}

function setBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}
