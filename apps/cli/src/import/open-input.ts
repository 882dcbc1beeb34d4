import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure } from '../failure.ts';

/** A file, or standard input, opened for one pass. */
export interface Input {
  readonly name: string;
  /** The first bytes, for telling the format; they come again in `bytes`. */
  readonly head: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Size in bytes, when known. */
  readonly size: number | undefined;
  /** Bytes read from the file so far. */
  done(): number;
}

const headLength = 65_536;
const chunkLength = 262_144;

/** Opens a file, or standard input for `-`; what gzip compressed is unpacked on the way. */
export async function openInput(name: string): Promise<Input> {
  let done = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of name === '-' ? process.stdin : createReadStream(name, { highWaterMark: chunkLength })) {
      done += (chunk as Uint8Array).length;
      yield chunk as Uint8Array;
    }
  };
  try {
    const size = name === '-' ? undefined : statSync(name).size;
    const raw = await peek(counted(), 2);
    const packed = raw.head[0] === 0x1f && raw.head[1] === 0x8b;
    const plain = packed
      ? await peek(Readable.from(raw.bytes).pipe(createGunzip()), headLength)
      : await peek(raw.bytes, headLength);
    const head = new TextDecoder().decode(plain.head.subarray(0, headLength));
    return { name, head, bytes: plain.bytes, size, done: () => done };
  } catch (error) {
    throw new Failure(2, `${name} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The beginning of a stream, and the whole of it again. */
async function peek(
  stream: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ head: Buffer; bytes: AsyncIterable<Uint8Array> }> {
  const rest = stream[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let size = 0; size < length;) {
    const next = await rest.next();
    if (next.done) break;
    first.push(next.value);
    size += next.value.length;
  }
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    yield* first.splice(0);
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  };
  return { head: Buffer.concat(first), bytes: bytes() };
}
