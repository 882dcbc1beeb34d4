import { runWhole } from '../slices.ts';
import type { Key } from '../observable/key.ts';
import type { KeptRange } from './fingerprint.ts';
import { keptHigh, keptLow } from './fingerprint.ts';
import { Recent } from './recent.ts';
import type { Segment } from './segment.ts';
import { searchSegment } from './segment.ts';
import type { HistoryStorage } from './storage.ts';

const DAY = 24 * 3600_000;
/** Values of one segment: sorting them takes some twenty milliseconds, so that writing stops nothing for long. */
const SEGMENT = 1 << 18;
/** Values that are held while they cannot be written, as on a full disk; beyond, new ones are lost and counted. */
const MAX_HELD = 2 * SEGMENT;
/** Values after which writing is tried again. */
const RETRY = SEGMENT / 4;
/** Small segments that are joined at once; together they make no more than a whole one. */
const JOINED = 8;
/** Numbers that the log holds for each value. */
const TRIPLE = 3;

/** How long and how much a history remembers. */
export interface HistoryOptions {
  readonly storage: HistoryStorage;
  /** Days to remember, 30 if not said. */
  readonly days?: number;
  /** Most bytes to keep, 4 GB if not said; the oldest goes first. */
  readonly maxBytes?: number;
  /** Length of one stretch of time in milliseconds, a day if not said; "when" is known this exactly. */
  readonly bucket?: number;
  readonly now?: () => number;
}

/** When a value was seen, in milliseconds since 1970 and as exactly as the stretches of time are long. */
export interface Seen {
  readonly first: number;
  /** End of the last stretch in which it was seen. */
  readonly last: number;
  /** In how many stretches it was seen. */
  readonly times: number;
}

/** What a history holds and what it had to leave out. */
export interface HistoryReport {
  readonly values: number;
  readonly segments: number;
  readonly bytes: number;
  /** Values that were not kept because their time is before the days to remember or in the future. */
  readonly outOfTime: number;
  /** Segments that went before their time because the bytes did not suffice. */
  readonly droppedForSpace: number;
  /** Values that were not kept because too many wait to be written, and why they wait. */
  readonly lost: number;
  readonly failure: string | undefined;
}

/**
 * Remembers which values were seen when, 8 bytes a value and stretch of time, so that a new indicator can be checked
 * against the past. What is kept are fingerprints: what was seen cannot be read back, but for IPv4 addresses.
 */
export class History {
  readonly #storage: HistoryStorage;
  readonly #bucket: number;
  readonly #days: number;
  readonly #maxBytes: number;
  readonly #now: () => number;
  #segments: Segment[];
  readonly #recent = new Map<number, Recent>();
  #unlogged: number[] = [];
  #outOfTime = 0;
  #droppedForSpace = 0;
  /** Values in `#recent`, and how many there are when they are written next. */
  #held = 0;
  #writeAt = SEGMENT;
  #lost = 0;
  #failure: string | undefined;

  constructor(options: HistoryOptions) {
    this.#storage = options.storage;
    this.#bucket = options.bucket ?? DAY;
    this.#days = options.days ?? 30;
    this.#maxBytes = options.maxBytes ?? 4 * 2 ** 30;
    this.#now = options.now ?? Date.now;
    this.#segments = this.#storage.segments();
    const log = this.#storage.readLog();
    for (let at = 0; at + TRIPLE <= log.length; at += TRIPLE)
      this.#remember(log[at] as number, log[at + 2] as number, log[at + 1] as number);
    this.#unlogged = [];
    this.prune();
  }

  /** Remembers the value in the sealed key as seen at a time in milliseconds since 1970. */
  add(key: Key, at: number): void {
    this.addKept(keptHigh(key), keptLow(key), at);
  }

  /** Remembers a value in the form in which history keeps it; for values that another thread observed. */
  addKept(high: number, low: number, at: number): void {
    const now = this.#now();
    if (!(at <= now + DAY && at >= now - this.#days * DAY)) this.#outOfTime++;
    else this.#remember(Math.floor(at / this.#bucket), high, low);
  }

  /** Remembers what a `SeenBuffer` of another thread collected. */
  addAll(triples: Uint32Array): void {
    for (let at = 0; at + TRIPLE <= triples.length; at += TRIPLE)
      this.addKept(triples[at] as number, triples[at + 1] as number, (triples[at + 2] as number) * 1000);
  }

  #remember(bucket: number, high: number, low: number): void {
    let recent = this.#recent.get(bucket);
    if (recent === undefined) {
      recent = new Recent();
      this.#recent.set(bucket, recent);
    }
    if (this.#held >= MAX_HELD && !recent.has(high, low)) {
      this.#lost++;
      return;
    }
    if (!recent.add(high, low)) return;
    this.#held++;
    this.#unlogged.push(bucket, low, high);
    if (this.#held >= this.#writeAt) this.#tryFlush();
  }

  /** Writes when there is enough; what cannot be written is held, and tried again later. */
  #tryFlush(): void {
    try {
      this.flush();
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#writeAt = this.#held + RETRY;
    }
  }

  /** Writes what is new to the log: after it returns, a sudden end loses nothing added before. Call it at checkpoints. Throws what the storage throws. */
  sync(): void {
    if (this.#unlogged.length === 0) return;
    this.#storage.appendLog(Uint32Array.from(this.#unlogged));
    this.#unlogged = [];
  }

  /** Writes everything to segments, drops what is too old or too much, and joins segments that are small. */
  flush(): void {
    for (const [bucket, recent] of this.#recent) {
      if (recent.size > 0) this.#segments.push(this.#storage.write(bucket, recent.sorted()));
      this.#recent.delete(bucket);
      this.#held -= recent.size;
    }
    this.#unlogged = [];
    this.#writeAt = SEGMENT;
    this.#failure = undefined;
    this.#storage.clearLog();
    this.#join();
    this.prune();
  }

  /** Joins the small segments of a stretch of time, as restarts leave them, up to the size of a whole one. */
  #join(): void {
    for (const segments of Map.groupBy(this.#segments, (segment) => segment.bucket).values()) {
      const small = segments.filter((segment) => segment.count <= SEGMENT / JOINED).slice(0, JOINED);
      if (small.length < JOINED) continue;
      const joined = new Recent();
      for (const segment of small) {
        const pairs = segment.read(0, segment.count);
        for (let at = 0; at < pairs.length; at += 2) joined.add(pairs[at + 1] as number, pairs[at] as number);
      }
      const written = this.#storage.write((small[0] as Segment).bucket, joined.sorted());
      for (const segment of small) this.#storage.remove(segment);
      this.#segments = [...this.#segments.filter((segment) => !small.includes(segment)), written];
    }
  }

  /** Drops what is older than the days to remember, then the oldest while there is too much. */
  prune(): void {
    const oldest = Math.floor((this.#now() - this.#days * DAY) / this.#bucket);
    const [stale, kept] = [
      this.#segments.filter((segment) => segment.bucket < oldest),
      this.#segments.filter((segment) => segment.bucket >= oldest).toSorted((one, other) => one.bucket - other.bucket),
    ];
    let bytes = kept.reduce((sum, segment) => sum + segment.count * 8, 0);
    while (bytes > this.#maxBytes) {
      const segment = kept.shift();
      if (segment === undefined) break;
      bytes -= segment.count * 8;
      this.#droppedForSpace++;
      stale.push(segment);
    }
    for (const segment of stale) this.#storage.remove(segment);
    this.#segments = kept;
  }

  /** When each of the values or ranges was seen, undefined for those that were not, in the order given. */
  search(ranges: readonly KeptRange[]): (Seen | undefined)[] {
    return runWhole(this.searching(ranges));
  }

  /** As {@link search}, with a pause after each segment, so that a search for many need not hold anything up. */
  *searching(ranges: readonly KeptRange[]): Generator<undefined, (Seen | undefined)[]> {
    const order = ranges
      .map((_, index) => index)
      .toSorted((one, other) => {
        const [a, b] = [ranges[one] as KeptRange, ranges[other] as KeptRange];
        return a.high - b.high || a.low - b.low;
      });
    const sorted = order.map((index) => ranges[index] as KeptRange);
    const buckets = ranges.map(() => new Set<number>());
    const searched = new Set<Segment>();
    for (;;) {
      // Segments can come and go in the pauses.
      const segment = this.#segments.find((candidate) => !searched.has(candidate));
      if (segment === undefined) break;
      searched.add(segment);
      searchSegment(segment, sorted, (position) => buckets[order[position] as number]?.add(segment.bucket));
      yield;
    }
    for (const [bucket, recent] of this.#recent)
      for (const [index, range] of ranges.entries()) if (holds(recent, range)) buckets[index]?.add(bucket);
    return buckets.map((seen) => {
      if (seen.size === 0) return undefined;
      const first = Math.min(...seen) * this.#bucket;
      return { first, last: (Math.max(...seen) + 1) * this.#bucket, times: seen.size };
    });
  }

  report(): HistoryReport {
    const written = this.#segments.reduce((sum, segment) => sum + segment.count, 0);
    const recent = [...this.#recent.values()].reduce((sum, { size }) => sum + size, 0);
    return {
      values: written + recent,
      segments: this.#segments.length,
      bytes: written * 8,
      outOfTime: this.#outOfTime,
      droppedForSpace: this.#droppedForSpace,
      lost: this.#lost,
      failure: this.#failure,
    };
  }
}

/** Whether a value of the range is among the recent ones; a range of addresses is scanned for. */
const holds = (recent: Recent, range: KeptRange): boolean =>
  range.low === range.lastLow ? recent.has(range.high, range.low) : recent.hasAny(range);
