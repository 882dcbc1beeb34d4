import { bytesOfHex, hexOf } from '../observable/digest.ts';
import type { IndicatorFacts } from './indicator.ts';

const HAS_UNTIL = 1;
const FOREIGN_ID = 2;
const NO_CONFIDENCE = 255;
const ID_PREFIX = 'indicator--';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MAX_SECONDS = 0xffffffff;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Longest payload in bytes. */
export const MAX_PAYLOAD = 256;

/** An identifier as 16 bytes if it is `indicator--` and a UUID; any other is foreign, and its text. */
export function idBytes(id: string): { readonly bytes: Uint8Array; readonly foreign: boolean } {
  const uuid = id.slice(ID_PREFIX.length);
  if (!id.startsWith(ID_PREFIX) || !UUID.test(uuid)) return { bytes: encoder.encode(id), foreign: true };
  return { bytes: bytesOfHex(uuid.replaceAll('-', '')), foreign: false };
}

const idOf = (bytes: Uint8Array): string =>
  ID_PREFIX + hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const seconds = (milliseconds: number): number => Math.min(MAX_SECONDS, Math.max(0, Math.floor(milliseconds / 1000)));

/** Writes the facts as 22 bytes, 26 with an end: times to the second, the start rounded down and the end up. */
export function writePayload(target: Uint8Array, facts: IndicatorFacts): number {
  const { bytes: id, foreign } = idBytes(facts.id);
  const view = new DataView(target.buffer, target.byteOffset);
  view.setUint8(0, (facts.validUntil === undefined ? 0 : HAS_UNTIL) | (foreign ? FOREIGN_ID : 0));
  view.setUint8(1, facts.confidence === undefined ? NO_CONFIDENCE : Math.round(facts.confidence));
  view.setUint32(2, seconds(facts.validFrom));
  let at = 6;
  if (facts.validUntil !== undefined) {
    view.setUint32(at, seconds(facts.validUntil + 999));
    at += 4;
  }
  if (foreign) view.setUint8(at++, id.length);
  target.set(id, at);
  return at + id.length;
}

/** Reads what {@link writePayload} wrote. */
export function readPayload(source: Uint8Array): IndicatorFacts {
  const view = new DataView(source.buffer, source.byteOffset);
  const flags = view.getUint8(0);
  const confidence = view.getUint8(1);
  let at = 6;
  let validUntil: number | undefined;
  if ((flags & HAS_UNTIL) !== 0) {
    validUntil = view.getUint32(at) * 1000;
    at += 4;
  }
  const id =
    (flags & FOREIGN_ID) === 0
      ? idOf(source.slice(at, at + 16))
      : decoder.decode(source.slice(at + 1, at + 1 + view.getUint8(at)));
  return {
    id,
    confidence: confidence === NO_CONFIDENCE ? undefined : confidence,
    validFrom: view.getUint32(2) * 1000,
    validUntil,
  };
}
