import { RE2JS } from 're2js';
import { maskAddress, writeAddress } from '../observable/address.ts';
import { pushHost } from '../observable/domain.ts';
import { Key } from '../observable/key.ts';
import { formatValue, writeValue } from '../observable/normalise.ts';
import { DOMAIN, DOMAIN_SUFFIX, IPV4, IPV6, URL_TYPE, typeOf } from '../observable/type.ts';
import type { ObservableType } from '../observable/type.ts';
import { ValueTable } from '../table/value-table.ts';
import { breadthOf, broadHostname, broadRange, broadSubstring } from './breadth.ts';
import type { Warninglist } from './warninglist.ts';
import { typesOf } from './warninglist.ts';

/** Why a value is not taken for a threat. */
export interface Verdict {
  readonly list: string;
  readonly entry: string;
}

/** An entry that was left out because it would have held back far more than its list means. */
export interface RefusedEntry {
  readonly list: string;
  readonly entry: string;
  readonly reason: string;
}

interface LoadedList {
  readonly name: string;
  readonly types: ReadonlySet<ObservableType> | undefined;
}

/** A substring or regular expression, tried on the text of a value. */
interface TextEntry extends LoadedList {
  readonly entry: string;
  readonly meets: (text: string) => boolean;
}

/** What an entry of an exact list can be; `ipv4` stands for both families. */
const EXACT_TYPES = [
  'ipv4',
  'url',
  'email',
  'domain',
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'file-name',
  'imphash',
  'certificate',
  'ja3',
  'mac',
] as const satisfies readonly ObservableType[];
/** Longest regular expression and longest text it is tried on. */
const MAX_REGEX = 4096;
const MAX_REGEX_TEXT = 2048;
const MAX_REFUSED = 10_000;

/** All warninglists together: tells of a normalised value which entry, if any, says that it is no threat. */
export class WarninglistJudge {
  /** Entries left out, the first ten thousand. */
  readonly refused: RefusedEntry[] = [];
  /** How many entries are in force. */
  entries = 0;
  readonly #table: ValueTable;
  readonly #lists: LoadedList[] = [];
  readonly #texts: TextEntry[] = [];
  readonly #key: Key;
  readonly #host: Key;
  readonly #payload = new Uint8Array(2);
  readonly #ranges = new Set<number>();

  constructor(seed: number) {
    this.#table = new ValueTable(seed, 1024);
    this.#key = new Key(seed);
    this.#host = new Key(seed);
  }

  /** Takes a list in; pauses after every entry, so that a long list need not hold anything up. */
  *load(list: Warninglist): Generator<undefined, void> {
    const loaded: LoadedList = { name: list.name, types: typesOf(list) };
    const number = this.#lists.push(loaded) - 1;
    for (const entry of list.list) {
      yield;
      const reason = this.#loadEntry(list, loaded, number, entry);
      if (reason === undefined) this.entries++;
      else if (this.refused.length < MAX_REFUSED) this.refused.push({ list: list.name, entry, reason });
    }
  }

  /** Takes an entry in; the answer is why it was not. */
  #loadEntry(list: Warninglist, loaded: LoadedList, number: number, entry: string): string | undefined {
    if (entry.trim() === '') return 'is empty';
    switch (list.type) {
      case 'string':
        return this.#loadExact(loaded, number, entry.trim());
      case 'hostname':
        return this.#loadHostname(number, entry.trim());
      case 'cidr':
        return this.#loadRange(number, entry.trim());
      case 'substring': {
        const lower = entry.toLowerCase();
        return broadSubstring(lower) ?? this.#loadText(loaded, entry, (text) => text.toLowerCase().includes(lower));
      }
      case 'regex':
        return this.#loadRegex(loaded, entry);
      default:
        return list.type satisfies never;
    }
  }

  #insert(number: number): void {
    this.#payload[0] = number & 255;
    this.#payload[1] = number >> 8;
    this.#table.insert(this.#key, this.#payload, 2);
  }

  /** An exact entry stands for its value in every type that it can be and its list speaks about. */
  #loadExact(loaded: LoadedList, number: number, entry: string): undefined {
    const bare = entry.startsWith('.') ? entry.slice(1) : entry;
    for (const type of EXACT_TYPES) {
      const text = type === 'domain' ? bare : entry;
      if (loaded.types !== undefined && !loaded.types.has(type) && !(type === 'ipv4' && loaded.types.has('ipv6')))
        continue;
      if (type === 'file-name' && /[/\\]/.test(entry)) continue;
      if (!writeValue(this.#key, type, text)) continue;
      if (type === 'ipv4') this.#ranges.add((this.#key.type << 8) | (this.#key.bytes[1] as number));
      this.#insert(number);
    }
    // Names in URL lists mean the site's front page; see `#judgeUrl`.
    if (loaded.types?.has('url') === true && !loaded.types.has('domain') && writeValue(this.#key, 'domain', bare))
      this.#insert(number);
    return undefined;
  }

  #loadHostname(number: number, entry: string): string | undefined {
    const key = this.#key;
    // Lists of hosts hold the addresses of hosts as well.
    if (writeAddress(key, entry, 0, entry.length)) return this.#loadRange(number, entry);
    const from = /^\*?\./.exec(entry)?.[0].length ?? 0;
    key.begin(DOMAIN_SUFFIX);
    if (!pushHost(key, entry, from, entry.length)) return 'is no host name';
    key.seal();
    const reason = broadHostname(formatValue(key.bytes.subarray(0, key.length)));
    if (reason === undefined) this.#insert(number);
    return reason;
  }

  #loadRange(number: number, entry: string): string | undefined {
    const key = this.#key;
    if (!writeAddress(key, entry, 0, entry.length)) return 'is no address or range';
    const reason = broadRange(key.bytes);
    if (reason !== undefined) return reason;
    key.seal();
    this.#ranges.add((key.type << 8) | (key.bytes[1] as number));
    this.#insert(number);
    return undefined;
  }

  #loadRegex(loaded: LoadedList, entry: string): string | undefined {
    const delimited = /^\/(.*)\/([a-z]*)$/s.exec(entry);
    const [, source = entry, flags = ''] = delimited ?? [];
    if (source.length > MAX_REGEX) return `is longer than ${MAX_REGEX} characters`;
    let regex: RE2JS;
    try {
      regex = RE2JS.compile(source, flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0);
    } catch {
      return 'is no regular expression that runs in linear time';
    }
    const meets = (text: string): boolean => text.length <= MAX_REGEX_TEXT && regex.test(text);
    return (meets('') ? 'matches everything' : breadthOf(meets)) ?? this.#loadText(loaded, entry, meets);
  }

  #loadText(loaded: LoadedList, entry: string, meets: (text: string) => boolean): undefined {
    this.#texts.push({ ...loaded, entry, meets });
  }

  /** The entry that says of the value in the sealed key that it is no threat, undefined if none does. */
  judge(key: Key): Verdict | undefined {
    const type = typeOf(key.type);
    const found = this.#judgeKey(key, type);
    if (found !== undefined || this.#texts.length === 0) return found;
    const text = formatValue(key.bytes.subarray(0, key.length));
    const match = this.#texts.find((entry) => speaksAbout(entry, type) && entry.meets(text));
    return match === undefined ? undefined : { list: match.name, entry: match.entry };
  }

  #judgeKey(key: Key, type: ObservableType): Verdict | undefined {
    if (key.type === IPV4 || key.type === IPV6) return this.#judgeAddress(key, type);
    if (key.type === DOMAIN_SUFFIX) return this.#judgeSuffixes(key, 1, key.length, 'domain');
    const exact = this.#judgeExact(key, type);
    if (exact !== undefined) return exact;
    if (key.type === DOMAIN) return this.#judgeSuffixes(key, 1, key.length, type);
    return key.type === URL_TYPE ? this.#judgeUrl(key) : undefined;
  }

  #judgeExact(key: Key, type: ObservableType): Verdict | undefined {
    let offset = this.#table.find(key);
    while (offset !== 0) {
      const record = this.#table.record(offset);
      const list = this.#lists[(record.payload[0] as number) | ((record.payload[1] as number) << 8)];
      if (list !== undefined && speaksAbout(list, type)) return { list: list.name, entry: formatValue(record.key) };
      offset = record.next;
    }
    return undefined;
  }

  /** An address or range is judged by every range around it: a range is no way past a list. */
  #judgeAddress(key: Key, type: ObservableType): Verdict | undefined {
    const given = key.bytes[1] as number;
    const scratch = this.#copy(key, 0, key.length);
    for (let bits = given; bits >= 0; bits--) {
      if (!this.#ranges.has((key.type << 8) | bits)) continue;
      maskAddress(scratch, bits);
      scratch.seal();
      const verdict = this.#judgeExact(scratch, type);
      if (verdict !== undefined) return verdict;
    }
    return undefined;
  }

  /** Hostname lists name a host and everything below it; exact lists never do, so only suffix records are looked at. */
  #judgeSuffixes(key: Key, from: number, to: number, type: ObservableType): Verdict | undefined {
    for (let start = from; start < to; start++) {
      if (start !== from && key.bytes[start - 1] !== 46) continue;
      const scratch = this.#copy(key, start, to);
      scratch.bytes[0] = DOMAIN_SUFFIX;
      scratch.seal();
      const verdict = this.#judgeExact(scratch, type);
      if (verdict !== undefined) return verdict;
    }
    return undefined;
  }

  /** A URL is judged by its host; by exact lists of hosts only if it is the front page, for a page below it can be anyone's. */
  #judgeUrl(key: Key): Verdict | undefined {
    const text = formatValue(key.bytes.subarray(0, key.length));
    const parts = /^(?:[^:/]*:)?\/\/(\[[^\]]*\]|[^:/]*)(?::\d+)?(\/.*)$/s.exec(text);
    const host = parts?.[1] ?? '';
    // Its own key, as the scratch key serves the look-ups.
    const name = this.#host;
    if (writeAddress(name, host, 0, host.length)) return this.#judgeAddress(name, 'url');
    name.begin(DOMAIN);
    if (!pushHost(name, host, 0, host.length)) return undefined;
    name.seal();
    const front = parts?.[2] === '/' ? this.#judgeExact(name, 'url') : undefined;
    return front ?? this.#judgeSuffixes(name, 1, name.length, 'url');
  }

  /** The bytes from `start` to `end` behind a type byte, in the scratch key. */
  #copy(key: Key, start: number, end: number): Key {
    const scratch = this.#key;
    const from = Math.max(1, start);
    scratch.bytes[0] = key.bytes[0] as number;
    for (let index = from; index < end; index++) scratch.bytes[index - from + 1] = key.bytes[index] as number;
    scratch.length = end - from + 1;
    return scratch;
  }
}

const speaksAbout = (list: LoadedList, type: ObservableType): boolean =>
  list.types === undefined || list.types.has(type);
