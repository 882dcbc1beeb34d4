import { failure, ok, type Result } from '@sanad/result';
import { findJsonError, findTooDeep, placeOf } from './json-place.ts';

/** Deeper than any STIX object, and far from where a recursion breaks. */
const MAX_DEPTH = 200;

/** The objects of an envelope (TAXII 2.1 §3.7); each is whatever JSON stood there. */
export function parseEnvelope(body: Uint8Array): Result<readonly unknown[]> {
  const text = decode(body);
  if (text === undefined) return bad('json-encoding', '', 'The body is not UTF-8.');
  const deep = findTooDeep(text, MAX_DEPTH);
  if (deep >= 0) {
    return bad('envelope-depth', placeOf(text, deep), `Objects and lists nest at most ${MAX_DEPTH} deep here.`);
  }
  let envelope: unknown;
  try {
    envelope = JSON.parse(text);
  } catch {
    return bad('json-syntax', placeOf(text, findJsonError(text)), 'The body is not JSON from here on.');
  }
  if (typeof envelope !== 'object' || envelope === null || Array.isArray(envelope)) {
    return bad('envelope-type', '', 'An envelope is a JSON object.');
  }
  if (!('objects' in envelope)) {
    return Object.keys(envelope).length === 0
      ? ok([])
      : bad('envelope-objects', 'objects', 'An envelope has its objects in the list "objects".');
  }
  return Array.isArray(envelope.objects)
    ? ok(envelope.objects)
    : bad('envelope-objects', 'objects', 'The objects of an envelope are a list.');
}

function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

const bad = (code: string, path: string, message: string) =>
  failure({ code, path, message, spec: code.startsWith('json') ? 'RFC 8259' : 'TAXII 2.1 §3.7' });
