/** Objects that go in one POST, each as JSON. */
export interface Batch {
  readonly texts: readonly string[];
}

/** An object that fits no POST. */
export interface TooLong {
  readonly value: unknown;
  readonly bytes: number;
}

const FRAME = '{"objects":[]}'.length;

/** Puts objects into envelopes of at most so many bytes and items, in their order, holding one at a time. */
export async function* batches(
  objects: Iterable<unknown> | AsyncIterable<unknown>,
  most: { readonly bytes: number; readonly items: number },
): AsyncGenerator<Batch | TooLong, void, undefined> {
  const encoder = new TextEncoder();
  let texts: string[] = [];
  let length = FRAME;
  for await (const value of objects) {
    const text = JSON.stringify(value) ?? 'null';
    const bytes = encoder.encode(text).length;
    if (FRAME + bytes > most.bytes) {
      yield { value, bytes: FRAME + bytes };
      continue;
    }
    // One more for the comma.
    if (texts.length > 0 && (length + bytes + 1 > most.bytes || texts.length >= most.items)) {
      yield { texts };
      [texts, length] = [[], FRAME];
    }
    length += bytes + (texts.length > 0 ? 1 : 0);
    texts.push(text);
  }
  if (texts.length > 0) yield { texts };
}

/** The envelope around objects that are JSON already. */
export const envelopeOf = (texts: readonly string[]): string => `{"objects":[${texts.join(',')}]}`;
