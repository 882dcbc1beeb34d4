import { orderedTimestamp } from '../timestamp.ts';
import type { Literal, OrderedLiteral } from '../tree.ts';
import { Halt } from './evaluation.ts';

/** Bytes as a text of one character each, so that they compare with strings as STIX 2.1 §9.6.3 says. */
export class Bytes {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The bytes of hexadecimal text, undefined when it is none. */
export function bytesOfHex(text: string): Bytes | undefined {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) return undefined;
  return new Bytes(text.replaceAll(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))));
}

/** The bytes of base64 text, undefined when it is none. */
export function bytesOfBase64(text: string): Bytes | undefined {
  try {
    return new Bytes(atob(text));
  } catch {
    return undefined;
  }
}

/** A test whether a value of an object equals one of the literals; values that do not compare are unequal (§9.6). */
export function equalToAny(literals: readonly Literal[]): (value: unknown) => boolean {
  const plain = new Set<unknown>(literals.filter(({ kind }) => kind !== 'timestamp').map(plainValue));
  const times = new Set(
    literals.flatMap((literal) => (literal.kind === 'timestamp' ? [timestampOf(literal.value)] : [])),
  );
  return (value) => {
    if (times.size > 0 && typeof value === 'string' && times.has(timestampOf(value))) return true;
    return plain.has(value instanceof Bytes ? value.text : value);
  };
}

/**
 * The order of a value of an object and a literal: below zero, zero or above. Undefined when they do not compare:
 * other types, or bytes beside a string with characters that are no bytes (§9.6.3).
 */
export function orderAgainst(literal: OrderedLiteral): (value: unknown) => number | undefined {
  if (typeof literal.value === 'number') {
    const wanted = literal.value;
    return (value) => (typeof value === 'number' ? value - wanted : undefined);
  }
  if (literal.kind === 'timestamp') {
    const wanted = orderedTimestamp(literal.value) ?? '';
    return (value) => (typeof value === 'string' ? compareText(timestampOf(value), wanted) : undefined);
  }
  const wanted = String(plainValue(literal));
  const wantedIsBytes = literal.kind !== 'string';
  return (value) => {
    const isBytes = value instanceof Bytes;
    const text = isBytes ? value.text : value;
    if (typeof text !== 'string') return undefined;
    const comparable = isBytes === wantedIsBytes || isByteText(isBytes ? wanted : text);
    return comparable ? compareText(text, wanted) : undefined;
  };
}

/** Whether each character stands for a byte. */
export const isByteText = (text: string): boolean => !/[^\0-\xff]/.test(text);

/** What a literal other than a timestamp is compared as: bytes as their text. */
function plainValue(literal: Literal): string | number | boolean {
  if (literal.kind === 'hex') return bytesOfHex(literal.value)?.text ?? '';
  if (literal.kind === 'binary') return bytesOfBase64(literal.value)?.text ?? '';
  return literal.value;
}

function timestampOf(text: string): string {
  const ordered = orderedTimestamp(text);
  if (ordered !== undefined) return ordered;
  const message = `'${text.slice(0, 80)}' is compared with a timestamp, yet is none`;
  throw new Halt({ code: 'invalid-timestamp', path: '', message, spec: 'STIX 2.1 §2.16' });
}

/** Compares by code points (§9.6.2), where `<` would compare UTF-16 units. */
function compareText(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === a.length || at === b.length) return a.length - b.length;
  const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
  // Surrogates stand for code points above all others.
  const lift = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
  return lift(left) - lift(right);
}
