import { writeAddress } from './address.ts';
import { AT, COLON, DASH, DIGIT, DOT, HEX_LETTER, LETTER, MARK, OTHER_SCRIPT, classAt, endsUrl } from './characters.ts';
import { digestType, writeDigest, writeMac } from './digest.ts';
import { endsInTopLevelDomain, writeDomain } from './domain.ts';
import { writeEmail } from './email.ts';
import { writeFileName } from './file-name.ts';
import type { Key } from './key.ts';
import { refang } from './refang.ts';
import { ALL_TYPES, DIGESTS, FILE_NAME, IPV6, MAC, URL_TYPE, bitOf } from './type.ts';
import { mayBeTopLevelDomain } from './top-level-domains.ts';
import type { HostSpan } from './url.ts';
import { writeUrl } from './url.ts';

const SLASH = 47;
/** Longest token that can be a value; a longer one (base64, a blob) is passed over without a look inside. */
const MAX_TOKEN = 320;
/** Longest URL taken from running text. */
const MAX_URL = 2048;
/** Names outside ASCII that are looked at in one text: each costs as much as a hundred others. */
const MAX_INTERNATIONAL = 500;
/** Longest ending that makes a token with a dot look like the name of a file. */
const MAX_EXTENSION = 5;
/** Shortest run of hexadecimal digits, colons and dashes that can be a digest, a MAC address or an IPv6 address in full. */
const SHORTEST_RUN = 15;
const STRIDE = 7;
/** The same for digests alone: MD5 is the shortest. */
const SHORTEST_DIGEST = 32;
const DIGEST_STRIDE = 15;
const RUN = DIGIT | HEX_LETTER | COLON | DASH;

/** What the scanner calls for each value; the key is written but not sealed. */
export type Found = () => void;

/**
 * Finds the values that stand in running text: addresses and ranges, domain names under existing top-level domains, URLs,
 * e-mail addresses, digests, hardware addresses and file names; a value can be reported twice.
 *
 * Nearly all of a log line is none of these, so the scanner leaps from one character that a value cannot do without to the
 * next (`.`, `::`, `://`), and looks for long runs of digits at every seventh character only. Linear in the text's length.
 */
export class TextScanner {
  readonly #key: Key;
  readonly #scratch: Key;
  readonly #host: HostSpan;
  readonly #found: Found;
  #wanted = ALL_TYPES;
  #international = 0;

  constructor(key: Key, scratch: Key, host: HostSpan, found: Found) {
    this.#key = key;
    this.#scratch = scratch;
    this.#host = host;
    this.#found = found;
  }

  /** Reports every value in `text` of the wanted types (bits), defanged ones too; others may be reported as well. */
  scan(text: string, wanted: number = ALL_TYPES): void {
    this.#wanted = wanted;
    this.#international = 0;
    const defanged = this.#dots(text) || text.includes('[dot]') || text.includes('(dot)');
    const clean = defanged ? refang(text) : text;
    if (clean !== text) this.#dots(clean);
    if (clean.length < 4) return;
    if ((wanted & bitOf(URL_TYPE)) !== 0) this.#urls(clean);
    if ((wanted & bitOf(IPV6)) !== 0) this.#gaps(clean);
    if ((wanted & (bitOf(IPV6) | bitOf(MAC))) !== 0) this.#runs(clean, RUN, STRIDE, SHORTEST_RUN);
    else if ((wanted & DIGESTS) !== 0) this.#runs(clean, DIGIT | HEX_LETTER, DIGEST_STRIDE, SHORTEST_DIGEST);
  }

  /** Tokens with a dot: dotted quads, names, e-mail addresses. True if a dot stands behind a bracket, as defanged ones do. */
  #dots(text: string): boolean {
    let bracketed = false;
    for (let dot = text.indexOf('.'); dot >= 0;) {
      const before = text.charCodeAt(dot - 1);
      if (before === 91 || before === 40 || before === 123) bracketed = true;
      let seen = DOT;
      let last = dot;
      let dots = 1;
      let end = dot + 1;
      for (let bit; (bit = classAt(text, end)) !== 0; end++) {
        seen |= bit;
        if (bit !== DOT) continue;
        last = end;
        dots++;
      }
      if (this.#endsLikeValue(text, last, end, seen, dots)) {
        let start = dot;
        for (let bit; start > 0 && (bit = classAt(text, start - 1)) !== 0; start--) seen |= bit;
        if (end - start >= 4) end = this.#token(text, start, end, seen);
      }
      dot = text.indexOf('.', end);
    }
    return bracketed;
  }

  /** Whether what follows a token's last dot can end a value, which turns most tokens away before their start is sought. */
  #endsLikeValue(text: string, dot: number, end: number, seen: number, dots: number): boolean {
    const first = classAt(text, dot + 1);
    // Most numbers with a dot are decimals and versions; an address has three.
    if (first === DIGIT && (seen & AT) === 0) return dots >= 3;
    if (first === 0 || (seen & (COLON | AT | DASH | MARK | OTHER_SCRIPT)) !== 0) return true;
    if ((this.#wanted & bitOf(FILE_NAME)) !== 0 && end - dot - 1 <= MAX_EXTENSION) return true;
    return mayBeTopLevelDomain(text, dot + 1, end);
  }

  /** A token with a dot and what it can be; returns where it ended, past a prefix length or a path that belongs to it. */
  #token(text: string, start: number, end: number, seen: number): number {
    const key = this.#key;
    let from = start;
    let to = end;
    while (to > from && (classAt(text, to - 1) & (DOT | COLON | DASH | MARK)) !== 0) to--;
    while (from < to && (classAt(text, from) & (DOT | COLON | DASH | MARK)) !== 0) from++;
    if (to - from < 4 || to - from > MAX_TOKEN) return end;
    if ((seen & AT) !== 0) {
      if (writeEmail(key, text, from, to)) this.#found();
      return end;
    }
    if ((seen & (LETTER | HEX_LETTER | DASH | MARK | OTHER_SCRIPT)) === 0) return this.#quad(text, from, to, end);
    if ((seen & OTHER_SCRIPT) !== 0 && ++this.#international > MAX_INTERNATIONAL) return end;
    return this.#name(text, from, to, end);
  }

  /** A dotted quad with the prefix length behind it; `1.2.3.4/index` is an address and a path. */
  #quad(text: string, from: number, to: number, end: number): number {
    const key = this.#key;
    if (text.charCodeAt(to) === SLASH) {
      let stop = to + 1;
      while (stop < to + 4 && classAt(text, stop) === DIGIT) stop++;
      if (stop > to + 1 && classAt(text, stop) === 0 && writeAddress(key, text, from, stop)) {
        this.#found();
        return stop;
      }
    }
    if (writeAddress(key, text, from, to)) this.#found();
    return end;
  }

  /** A token with a dot that is no number: a domain name, with the path behind it, or the name of a file. */
  #name(text: string, from: number, to: number, end: number): number {
    const key = this.#key;
    let stop = from;
    while (stop < to && text.charCodeAt(stop) !== 58) stop++;
    const dot = text.lastIndexOf('.', stop - 1);
    if (dot < from) return end;
    if (mayBeTopLevelDomain(text, dot + 1, stop) && writeDomain(key, text, from, stop) && endsInTopLevelDomain(key)) {
      this.#found();
      const afterScheme = text.charCodeAt(from - 1) === SLASH && text.charCodeAt(from - 2) === SLASH;
      if (stop === end && text.charCodeAt(end) === SLASH && !afterScheme) {
        const urlEnd = this.#urlEnd(text, end, Math.min(text.length, end + MAX_URL));
        if (urlEnd > end + 1 && writeUrl(key, text, from, urlEnd, this.#host, this.#scratch)) this.#found();
        return Math.max(end, urlEnd);
      }
    }
    const extension = stop - dot - 1;
    if (
      (this.#wanted & bitOf(FILE_NAME)) !== 0 &&
      extension > 0 &&
      extension <= MAX_EXTENSION &&
      classAt(text, dot + 1) !== DIGIT &&
      writeFileName(key, text, from, stop)
    )
      this.#found();
    return end;
  }

  #urls(text: string): void {
    // Slashes in pairs are rarer than colons.
    for (let slashes = text.indexOf('//'); slashes >= 0;) {
      const next = text.charCodeAt(slashes - 1) === 58 ? this.#url(text, slashes - 1) : slashes + 2;
      slashes = text.indexOf('//', next);
    }
  }

  /** The URL whose `://` is at `colon`; returns where it ends. */
  #url(text: string, colon: number): number {
    let from = colon;
    while (from > 0 && colon - from < 16 && (classAt(text, from - 1) & (LETTER | HEX_LETTER)) !== 0) from--;
    if (text.charCodeAt(from - 1) === 42 && text.startsWith('h**p', from - 3)) from -= 3;
    const start = colon + 3;
    const end = this.#urlEnd(text, start, Math.min(text.length, colon + MAX_URL));
    if (colon - from < 2 || end <= start) return start;
    const second = text.charCodeAt(from + 1);
    const defanged = second === 120 || second === 88 || second === 42;
    const url = defanged ? refang(text.slice(from, end)) : text;
    const written = defanged
      ? writeUrl(this.#key, url, 0, url.length, this.#host, this.#scratch)
      : writeUrl(this.#key, url, from, end, this.#host, this.#scratch);
    if (written) this.#found();
    return end;
  }

  /** End of the URL whose rest starts at `from`, without the punctuation of the sentence around it. */
  #urlEnd(text: string, from: number, limit: number): number {
    let end = from;
    let open = 0;
    for (; end < limit; end++) {
      const code = text.charCodeAt(end);
      if (endsUrl(code)) break;
      if (code === 40) open++;
      else if (code === 41 && --open < 0) break;
    }
    while (end > from && '.,;:!?'.includes(text.charAt(end - 1))) end--;
    return end;
  }

  /** IPv6 addresses that leave groups out. */
  #gaps(text: string): void {
    const allowed = DIGIT | HEX_LETTER | COLON | DOT;
    for (let gap = text.indexOf('::'); gap >= 0;) {
      let start = gap;
      while (start > 0 && gap - start < 40 && (classAt(text, start - 1) & allowed) !== 0) start--;
      let end = gap + 2;
      while (end - gap < 40 && (classAt(text, end) & allowed) !== 0) end++;
      gap = text.indexOf('::', end);
      const outside = classAt(text, start - 1) | classAt(text, end);
      if (end - start > 3 && (outside & (LETTER | MARK | DASH)) === 0) this.#colons(text, start, end);
    }
  }

  /** Long runs of digits: any run of twice the stride and one covers two neighbouring positions that the stride divides. */
  #runs(text: string, members: number, stride: number, shortest: number): void {
    const length = text.length;
    const half = stride >> 1;
    let before = false;
    for (let at = 0; at < length; at += stride) {
      const inRun = (classAt(text, at) & members) !== 0;
      // The middle is looked at first: it spares most words the walk to their ends.
      if (inRun && before && (classAt(text, at - half) & members) !== 0) {
        const end = this.#runAround(text, at, members, shortest);
        at += Math.floor((end - at) / stride) * stride;
        before = false;
      } else before = inRun;
    }
  }

  #runAround(text: string, at: number, members: number, shortest: number): number {
    let seen = 0;
    let start = at;
    for (let bit; start > 0 && ((bit = classAt(text, start - 1)) & members) !== 0; start--) seen |= bit;
    let end = at;
    for (let bit; ((bit = classAt(text, end)) & members) !== 0; end++) seen |= bit;
    const stranger = LETTER | MARK | OTHER_SCRIPT;
    if (end - start >= shortest && (classAt(text, end) & stranger) === 0) {
      // `sha256:…`: the label shares letters with the digits.
      if ((classAt(text, start - 1) & stranger) === 0) this.#run(text, start, end, seen);
      else if ((seen & COLON) !== 0) this.#labelled(text, start, end);
    }
    return end;
  }

  #run(text: string, start: number, end: number, seen: number): void {
    const key = this.#key;
    let to = end;
    while (to > start && (classAt(text, to - 1) & (COLON | DASH)) !== 0) to--;
    if ((seen & COLON) !== 0 && (seen & DASH) === 0) {
      if (!text.slice(start, to).includes('::')) this.#colons(text, start, to);
    } else if (to - start === 17 && (seen & DASH) !== 0 && (seen & COLON) === 0) {
      if (writeMac(key, text, start, to)) this.#found();
    } else if ((seen & (COLON | DASH)) === 0) {
      const type = digestType(to - start);
      if (type !== 0 && writeDigest(key, type, text, start, to)) this.#found();
    }
  }

  /** Digits and colons: an IPv6 address with its prefix length, a MAC address, or a digest behind a label and a colon. */
  #colons(text: string, start: number, end: number): void {
    const key = this.#key;
    let to = end;
    while (to > start && classAt(text, to - 1) === DOT) to--;
    let stop = to;
    if (text.charCodeAt(to) === SLASH) for (stop = to + 1; stop < to + 4 && classAt(text, stop) === DIGIT;) stop++;
    if (stop > to + 1 && writeAddress(key, text, start, stop)) this.#found();
    else if (writeAddress(key, text, start, to) || (to - start === 17 && writeMac(key, text, start, to))) this.#found();
    else this.#labelled(text, start, to);
  }

  /** A digest behind its label and a colon. */
  #labelled(text: string, start: number, end: number): void {
    const from = text.lastIndexOf(':', end - 1) + 1;
    const type = from > start ? digestType(end - from) : 0;
    if (type !== 0 && writeDigest(this.#key, type, text, from, end)) this.#found();
  }
}
