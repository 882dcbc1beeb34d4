import { TaxiiRefusal } from './refusal.ts';

/** Reads a body of at most so many bytes; a longer one is refused as soon as that is known, unread. */
export async function readBody(request: Request, most: number): Promise<Uint8Array> {
  const tooLong = () =>
    new TaxiiRefusal(413, {
      title: 'The body is too long',
      description: `This API root takes bodies of at most ${most} bytes; send the objects in several envelopes.`,
    });
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLong();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bodyOf(request)) {
    length += chunk.length;
    // Leaving the loop cancels the stream.
    if (length > most) throw tooLong();
    chunks.push(chunk);
  }
  return concatenate(chunks, length);
}

async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return;
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new TaxiiRefusal(400, { title: 'The body ended before it was whole' });
      });
      if (done) return;
      yield value;
    }
  } finally {
    // After the end this does nothing; before it, the sender learns that the rest is not wanted.
    await reader.cancel().catch(() => undefined);
  }
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
