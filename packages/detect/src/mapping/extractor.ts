import { writeAddress } from '../observable/address.ts';
import { digestType, writeDigest, writeMac } from '../observable/digest.ts';
import { writeDomain } from '../observable/domain.ts';
import { writeEmail } from '../observable/email.ts';
import { writeFileName } from '../observable/file-name.ts';
import { Key } from '../observable/key.ts';
import { isDefanged, refang } from '../observable/refang.ts';
import { TextScanner } from '../observable/scan-text.ts';
import { ALL_TYPES, CERTIFICATE, DOMAIN, EMAIL, IMPHASH, JA3, URL_TYPE } from '../observable/type.ts';
import { writeUrl } from '../observable/url.ts';
import { BUILT_IN_MAPPINGS } from './built-in.ts';
import { FieldNode, fieldTree } from './field-tree.ts';
import type { FieldKind, FieldUse, ObservableMapping } from './mapping.ts';
import { valueAt } from './path.ts';

/** Deepest nesting of an event that is looked into, and most values of it that are read: hostile events stay cheap. */
const MAX_DEPTH = 12;
const MAX_VALUES = 20_000;
/** Most text of one event that is scanned, in UTF-16 code units, and most values that are reported; more is counted. */
const MAX_TEXT = 1 << 20;
const MAX_FOUND = 20_000;
const MAX_PLAIN = 4096;

/** Called for each observable: the extractor's key is sealed and stays valid until the call returns. */
export type Observed = (field: string) => void;

/** Called for each field that has a place in a STIX observation. */
export type Placed = (use: FieldUse, value: unknown) => void;

/**
 * Takes the observables out of events by the fields that mappings name; an event without any such field is scanned as text.
 * One extractor serves one thread: values pass through its key, so that an event costs no allocation.
 */
export class Extractor {
  readonly key: Key;
  /** Values that were too long, or too deep or too many in one event, to be read whole. */
  cut = 0;
  /** Types (bits) that are looked for in running text; others may be reported all the same. */
  wanted: number = ALL_TYPES;
  readonly #root: FieldNode;
  readonly #urls: readonly (readonly [string, string])[];
  readonly #scratch: Key;
  readonly #host = { text: '', start: 0, end: 0 };
  readonly #scanner: TextScanner;
  #observed: Observed = () => {};
  #path: string[] = [];
  #values = 0;
  #mapped = 0;
  #urlPaths = 0;
  #textLeft = 0;
  #found = 0;

  constructor(seed: number, mappings: readonly ObservableMapping[] = []) {
    const all = [...BUILT_IN_MAPPINGS, ...mappings];
    this.key = new Key(seed);
    this.#scratch = new Key(seed);
    this.#root = fieldTree(all);
    this.#urls = all.flatMap((mapping) => mapping.urls ?? []);
    this.#scanner = new TextScanner(this.key, this.#scratch, this.#host, () => this.#emit());
  }

  /** Dotted path of the field that the current observable is from. */
  get field(): string {
    return this.#path.join('.');
  }

  /** Reports every observable of the event. */
  run(event: Readonly<Record<string, unknown>>, observed: Observed): void {
    this.#observed = observed;
    this.#path.length = 0;
    this.#values = 0;
    this.#mapped = 0;
    this.#urlPaths = 0;
    this.#textLeft = MAX_TEXT;
    this.#found = 0;
    this.#object(event, this.#root, 0, false);
    if (this.#mapped === 0) this.#object(event, undefined, 0, true);
    else if (this.#urlPaths > 0) for (const [host, path] of this.#urls) this.#joinUrl(event, host, path);
  }

  /** Reports every observable in a line of text. */
  runText(text: string, observed: Observed): void {
    this.#observed = observed;
    this.#path.length = 0;
    this.#textLeft = MAX_TEXT;
    this.#found = 0;
    this.#read('text', text);
  }

  /** Calls `placed` for every field of the event that a mapping gives a place in a STIX observation. */
  places(event: Readonly<Record<string, unknown>>, placed: Placed): void {
    this.#values = 0;
    this.#placeObject(event, this.#root, 0, placed);
  }

  #placeObject(object: Readonly<Record<string, unknown>>, node: FieldNode, depth: number, placed: Placed): void {
    for (const name in object) {
      const below = node.fields.get(name);
      if (below === undefined || ++this.#values > MAX_VALUES) continue;
      const value = object[name];
      if (below.use?.stix !== undefined) placed(below.use, value);
      else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH)
        this.#placeObject(value as Record<string, unknown>, below, depth + 1, placed);
    }
  }

  #object(object: Readonly<Record<string, unknown>>, node: FieldNode | undefined, depth: number, all: boolean): void {
    for (const name in object) {
      if (this.#values > MAX_VALUES) return;
      const below = node === undefined ? undefined : node.fields.get(name);
      if (below === undefined && !all) continue;
      this.#path.push(name);
      this.#value(object[name], below, depth, all);
      this.#path.pop();
    }
  }

  #value(value: unknown, node: FieldNode | undefined, depth: number, all: boolean): void {
    if (typeof value === 'string') {
      if (node?.isUrlPath) this.#urlPaths++;
      const kind = all ? 'text' : node?.use?.kind;
      if (kind === undefined) return;
      this.#mapped++;
      if (++this.#values > MAX_VALUES) this.cut++;
      else this.#read(kind, value);
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) this.cut++;
      else if (Array.isArray(value)) for (const item of value) this.#value(item, node, depth + 1, all);
      else this.#object(value as Record<string, unknown>, node, depth + 1, all);
    }
  }

  #read(kind: FieldKind, text: string): void {
    const end = text.length;
    if (kind === 'text') {
      this.#scan(text);
      return;
    }
    if (end < 2 || kind === 'other') return;
    if (end > MAX_PLAIN) {
      this.cut++;
      return;
    }
    if (!this.#readWhole(kind, text, end) && isDefanged(text)) {
      const clean = refang(text).trim();
      this.#readWhole(kind, clean, clean.length);
    }
  }

  #scan(text: string): void {
    const most = this.#textLeft;
    if (text.length > most) this.cut++;
    this.#textLeft = Math.max(0, most - text.length);
    this.#scanner.scan(text.length > most ? text.slice(0, most) : text, this.wanted);
  }

  /** Reads a field that is one value (or a list of digests); false if it is not what the kind says. */
  #readWhole(kind: Exclude<FieldKind, 'text'>, text: string, end: number): boolean {
    const key = this.key;
    switch (kind) {
      case 'address':
        return writeAddress(key, text, 0, end) && this.#emit();
      case 'host':
        return this.#readHost(text, 0, end);
      case 'domain':
        return (writeDomain(key, text, 0, end) || writeAddress(key, text, 0, end)) && this.#emit();
      case 'url':
        return writeUrl(key, text, 0, end, this.#host, this.#scratch) && this.#emit();
      case 'email':
        if (writeEmail(key, text, 0, end)) return this.#emit();
        if (text.includes('@')) this.#scan(text);
        return true;
      case 'digest':
        return this.#readDigest(text, 0, end);
      case 'digests':
        this.#readDigests(text);
        return true;
      case 'imphash':
        return writeDigest(key, IMPHASH, text, 0, end) && this.#emit();
      case 'certificate': {
        const plain = text.replaceAll(':', '');
        return writeDigest(key, CERTIFICATE, plain, 0, plain.length) && this.#emit();
      }
      case 'ja3':
        return end === 32 && writeDigest(key, JA3, text, 0, end) && this.#emit();
      case 'file':
        return writeFileName(key, text, 0, end) && this.#emit();
      case 'mac':
        return writeMac(key, text, 0, end) && this.#emit();
      case 'other':
        return true;
      default:
        return kind satisfies never;
    }
  }

  /** An address or a name, each with or without a port. */
  #readHost(text: string, start: number, end: number): boolean {
    if (writeAddress(this.key, text, start, end)) return this.#emit();
    const colon = text.lastIndexOf(':', end);
    const stop = colon > start && /^\d+$/.test(text.slice(colon + 1, end)) ? colon : end;
    return writeDomain(this.key, text, start, stop) && this.#emit();
  }

  #readDigest(text: string, start: number, end: number): boolean {
    const type = digestType(end - start);
    return type !== 0 && writeDigest(this.key, type, text, start, end) && this.#emit();
  }

  /** `MD5=…,SHA256=…,IMPHASH=…` as Sysmon writes it; a bare digest is one of its length. */
  #readDigests(text: string): void {
    let start = 0;
    while (start < text.length) {
      const comma = text.indexOf(',', start);
      const end = comma < 0 ? text.length : comma;
      const equals = text.indexOf('=', start);
      const from = equals >= 0 && equals < end ? equals + 1 : start;
      if (text.charCodeAt(start) === 73) {
        if (writeDigest(this.key, IMPHASH, text, from, end)) this.#emit();
      } else this.#readDigest(text, from, end);
      start = end + 1;
    }
  }

  #joinUrl(event: Readonly<Record<string, unknown>>, hostField: string, pathField: string): void {
    const path = valueAt(event, pathField);
    if (typeof path !== 'string' || !path.startsWith('/')) return;
    const host = valueAt(event, hostField);
    if (typeof host !== 'string' || host.length + path.length > MAX_PLAIN) return;
    this.#path = [pathField];
    const url = `//${host}${path}`;
    if (writeUrl(this.key, url, 0, url.length, this.#host, this.#scratch)) this.#emit();
    this.#path = [];
  }

  /** Reports the key, then what it implies: the host of a URL, the domain of an e-mail address. */
  #emit(): boolean {
    const key = this.key;
    const type = key.type;
    if (++this.#found > MAX_FOUND) {
      if (this.#found === MAX_FOUND + 1) this.cut++;
      return true;
    }
    key.seal();
    this.#observed(type === URL_TYPE || type === EMAIL ? 'whole' : '');
    if (type === URL_TYPE) {
      const { text, start, end } = this.#host;
      if (!writeAddress(key, text, start, end) && !writeDomain(key, text, start, end)) return true;
      key.seal();
      this.#observed('host');
    } else if (type === EMAIL) {
      const at = key.bytes.indexOf(64) + 1;
      const length = key.length;
      key.bytes.copyWithin(1, at, length);
      key.bytes[0] = DOMAIN;
      key.length = length - at + 1;
      key.seal();
      this.#observed('host');
    }
    return true;
  }
}
