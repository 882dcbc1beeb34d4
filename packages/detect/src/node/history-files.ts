import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { BLOCK, indexOf } from '../history/segment.ts';
import type { Segment } from '../history/segment.ts';
import type { HistoryStorage } from '../history/storage.ts';

const MAGIC = 0x31484453;
/** Magic, bucket, number of values, number of blocks. */
const FRONT_WORDS = 4;
const FRONT = FRONT_WORDS * 4;
const SUFFIX = '.segment';

interface OpenSegment extends Segment {
  readonly descriptor: number;
}

/** Fills the bytes from a place in a file; false if the file ends before. */
function fill(descriptor: number, target: Uint8Array, position: number): boolean {
  let filled = 0;
  while (filled < target.length) {
    const read = readSync(descriptor, target, filled, target.length - filled, position + filled);
    if (read === 0) return false;
    filled += read;
  }
  return true;
}

/**
 * Keeps a history in a folder: a file a segment (front, values, first value of each block), written beside and renamed
 * so that it is there whole or not at all, and a log. Values stay on disk; 16 bytes a 4 KB block are held in memory.
 */
export class HistoryFiles implements HistoryStorage {
  /** Files that were set aside because they were damaged. */
  readonly damaged: string[] = [];
  readonly #folder: string;
  readonly #open = new Map<string, OpenSegment>();
  readonly #log: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#log = join(folder, 'recent.log');
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder).toSorted()) {
      if (name.endsWith('.new')) rmSync(join(folder, name));
      if (!name.endsWith(SUFFIX)) continue;
      const segment = this.#openSegment(name);
      if (segment !== undefined) this.#open.set(name, segment);
      else {
        this.damaged.push(name);
        renameSync(join(folder, name), join(folder, `${name}.damaged`));
      }
    }
  }

  #openSegment(name: string): OpenSegment | undefined {
    const descriptor = openSync(join(this.#folder, name), 'r');
    const front = new Uint32Array(FRONT_WORDS);
    const readFront = fill(descriptor, new Uint8Array(front.buffer), 0);
    const [magic = 0, bucket = 0, count = 0, blocks = 0] = front;
    const sound = readFront && magic === MAGIC && blocks === Math.ceil(count / BLOCK);
    const index = new Uint32Array(sound ? blocks * 2 : 0);
    if (!sound || !fill(descriptor, new Uint8Array(index.buffer), FRONT + count * 8)) {
      closeSync(descriptor);
      return undefined;
    }
    const read = (from: number, to: number): Uint32Array => {
      const pairs = new Uint32Array((to - from) * 2);
      if (!fill(descriptor, new Uint8Array(pairs.buffer), FRONT + from * 8)) throw new Error(`${name} was cut off`);
      return pairs;
    };
    return { name, bucket, count, index, read, descriptor };
  }

  segments(): Segment[] {
    return [...this.#open.values()];
  }

  write(bucket: number, pairs: Uint32Array): Segment {
    const index = indexOf(pairs);
    const front = Uint32Array.of(MAGIC, bucket, pairs.length / 2, index.length / 2);
    let number = 0;
    const nameOf = (): string => `${String(bucket).padStart(10, '0')}-${String(number).padStart(6, '0')}${SUFFIX}`;
    while (this.#open.has(nameOf()) || existsSync(join(this.#folder, nameOf()))) number++;
    const name = nameOf();
    const path = join(this.#folder, name);
    const descriptor = openSync(`${path}.new`, 'w');
    try {
      for (const part of [front, pairs, index]) writeAll(descriptor, part);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(`${path}.new`, path);
    const segment = this.#openSegment(name);
    if (segment === undefined) throw new Error(`${name} cannot be read back`);
    this.#open.set(name, segment);
    return segment;
  }

  remove(segment: Segment): void {
    const open = this.#open.get(segment.name);
    if (open === undefined) return;
    closeSync(open.descriptor);
    this.#open.delete(segment.name);
    rmSync(join(this.#folder, segment.name), { force: true });
  }

  appendLog(triples: Uint32Array): void {
    appendFileSync(this.#log, new Uint8Array(triples.buffer, triples.byteOffset, triples.byteLength), { flush: true });
  }

  readLog(): Uint32Array {
    if (!existsSync(this.#log)) return new Uint32Array(0);
    const bytes = readFileSync(this.#log);
    // A sudden end can cut the last triple off.
    const whole = bytes.length - (bytes.length % 12);
    return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + whole));
  }

  clearLog(): void {
    rmSync(this.#log, { force: true });
  }

  /** Closes the files; the storage is not used afterwards. */
  close(): void {
    for (const { descriptor } of this.#open.values()) closeSync(descriptor);
    this.#open.clear();
  }
}

/** A disk can take fewer bytes than it was offered. */
function writeAll(descriptor: number, words: Uint32Array): void {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}
