import { writeAddress, formatAddress } from './address.ts';
import { pushHost } from './domain.ts';
import type { Key } from './key.ts';
import { URL_TYPE } from './type.ts';

const COLON = 58;
const SLASH = 47;
const QUESTION = 63;
const HASH = 35;
const AT = 64;

/** Ports that go without saying. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ws: 80, wss: 443 };

/** Where the host of the URL last written lies in its text; read by the extraction right after {@link writeUrl}. */
export interface HostSpan {
  text: string;
  start: number;
  end: number;
}

/**
 * Writes the URL in `text[start, end)` in one form: scheme and host in lower case, host in A-label form without a trailing
 * dot, no user info, no default port, no fragment, `/` for an empty path; path and query keep their case.
 * A value without scheme (`host/path`, as proxies log it) is written as `//host/path`. False if it is no URL.
 */
export function writeUrl(key: Key, text: string, start: number, end: number, host: HostSpan, scratch: Key): boolean {
  if (isPlain(text, start, end)) return writePlain(key, text, start, end, host, scratch);
  const given = text.slice(start, end).trim();
  const schemeless = !/^[a-z][a-z0-9+.-]*:\/\//i.test(given);
  const parsed = URL.parse(schemeless ? `http://${given.replace(/^\/\//, '')}` : given);
  if (parsed === null || parsed.host === '') return false;
  parsed.hash = '';
  const href = schemeless ? parsed.href.slice('http:'.length) : parsed.href;
  return writePlain(key, href, 0, href.length, host, scratch);
}

/** Whether the text holds only what the URL standard leaves as it is, so that the quick way gives the same answer. */
function isPlain(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code <= 32 || code >= 127 || unplain[code] === 1) return false;
    if (code === 46 && index > start && text.charCodeAt(index - 1) === SLASH) return false;
  }
  return true;
}
const unplain = new Uint8Array(128);
for (const character of '\\"<>`{}^|%\'') unplain[character.charCodeAt(0)] = 1;

function schemeEnd(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start) | 32;
  if (first < 97 || first > 122) return -1;
  const limit = Math.min(end - 2, start + 32);
  for (let index = start; index < limit; index++) {
    const code = text.charCodeAt(index);
    if (code === COLON)
      return text.charCodeAt(index + 1) === SLASH && text.charCodeAt(index + 2) === SLASH ? index : -1;
    const lower = code | 32;
    if (!((lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46))
      return -1;
  }
  return -1;
}

function writePlain(key: Key, text: string, start: number, end: number, host: HostSpan, scratch: Key): boolean {
  key.begin(URL_TYPE);
  const colon = schemeEnd(text, start, end);
  let scheme = '';
  let index = start;
  if (colon >= 0) {
    scheme = text.slice(start, colon).toLowerCase();
    key.pushText(scheme);
    key.push(COLON);
    index = colon + 3;
  } else if (text.charCodeAt(start) === SLASH && text.charCodeAt(start + 1) === SLASH) index = start + 2;
  key.push(SLASH);
  key.push(SLASH);
  let authorityEnd = index;
  let hostStart = index;
  let portColon = -1;
  for (; authorityEnd < end; authorityEnd++) {
    const code = text.charCodeAt(authorityEnd);
    if (code === SLASH || code === QUESTION || code === HASH) break;
    if (code === AT) {
      hostStart = authorityEnd + 1;
      portColon = -1;
    } else if (code === COLON) portColon = authorityEnd;
    else if (code === 93) portColon = -1;
  }
  if (colon < 0 && authorityEnd === end && text.charCodeAt(start) !== SLASH) return false;
  const bracketed = text.charCodeAt(hostStart) === 91;
  if (bracketed && portColon >= 0 && text.charCodeAt(portColon - 1) !== 93) portColon = -1;
  const hostEnd = portColon >= 0 ? portColon : authorityEnd;
  host.text = text;
  host.start = hostStart;
  host.end = hostEnd;
  if (writeAddress(scratch, text, hostStart, hostEnd)) {
    const address = formatAddress(scratch.bytes);
    key.pushText(address.includes(':') ? `[${address}]` : address);
  } else if (bracketed || !pushHost(key, text, hostStart, hostEnd)) return false;
  if (portColon >= 0 && portColon + 1 < authorityEnd) {
    const port = Number(text.slice(portColon + 1, authorityEnd));
    if (!Number.isInteger(port) || port > 65535) return false;
    if (port !== DEFAULT_PORTS[scheme]) key.pushText(`:${port}`);
  }
  if (text.charCodeAt(authorityEnd) !== SLASH || authorityEnd >= end) key.push(SLASH);
  for (index = authorityEnd; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code === HASH) break;
    if (!key.push(code)) return false;
  }
  return true;
}
