import type { Issue, Result } from '@sanad/result';
import { failure, ok } from '@sanad/result';

/** What a field holds, which says how it is read. */
export const FIELD_KINDS = [
  'address',
  'host',
  'domain',
  'url',
  'email',
  'digest',
  'digests',
  'imphash',
  'certificate',
  'ja3',
  'file',
  'mac',
  'text',
  'other',
] as const;

/** How the value of a field is read: `host` is an address or a name, `digests` is `SHA1=…,MD5=…`, `other` serves patterns only. */
export type FieldKind = (typeof FIELD_KINDS)[number];

/** Where in a STIX observation a value belongs: `network-traffic:dst_ref.value` taken apart. */
export interface StixPlace {
  readonly type: string;
  readonly steps: readonly string[];
}

/** How a field is read, and where in a STIX observation it belongs. */
export interface FieldUse {
  readonly kind: FieldKind;
  readonly stix?: StixPlace;
}

/** Which fields of a kind of log hold observables: plain data, so that a user can write one for a log of their own. */
export interface ObservableMapping {
  readonly name: string;
  /** Paths of objects that hold the fields, such as `Event.EventData`; the top of the event always does. */
  readonly under?: readonly string[];
  /** Field name or dotted path to what it holds, with a STIX path after a space: `"address network-traffic:dst_ref.value"`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Pairs of fields that make a URL together: host, path. */
  readonly urls?: readonly (readonly [host: string, path: string])[];
  /** Fields that hold when it happened, best first. */
  readonly time?: readonly string[];
}

/** Splits `"address network-traffic:dst_ref.value"`. */
export function fieldUse(text: string): FieldUse | undefined {
  const [kind, stix, ...rest] = text.split(' ');
  const known = FIELD_KINDS.find((candidate) => candidate === kind);
  if (known === undefined || rest.length > 0 || (stix !== undefined && !/^[a-z0-9-]+:\S+$/.test(stix)))
    return undefined;
  return stix === undefined ? { kind: known } : { kind: known, stix: stixPlace(stix) };
}

/** Steps are property names, in quotes if they hold a dot (STIX 2.1 §9.7.1). */
function stixPlace(path: string): StixPlace {
  const colon = path.indexOf(':');
  const steps = Array.from(path.slice(colon + 1).matchAll(/'([^']*)'|[^.']+/g), ([step, quoted]) => quoted ?? step);
  return { type: path.slice(0, colon), steps };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Checks a mapping that a user wrote, as parsed JSON. */
export function parseMapping(input: unknown): Result<ObservableMapping> {
  if (!isRecord(input)) return failure({ code: 'mapping-shape', path: '', message: 'A mapping is an object.' });
  const issues: Issue[] = [];
  const wrong = (path: string, message: string): void => void issues.push({ code: 'mapping-shape', path, message });
  const { name, under, fields, urls, time } = input;
  if (typeof name !== 'string' || name === '') wrong('name', 'A mapping has a name.');
  if (under !== undefined && !isStrings(under)) wrong('under', 'A list of paths is wanted.');
  if (time !== undefined && !isStrings(time)) wrong('time', 'A list of field names is wanted.');
  if (urls !== undefined && !(Array.isArray(urls) && urls.every((pair) => isStrings(pair) && pair.length === 2)))
    wrong('urls', 'A list of pairs is wanted: the field of the host, the field of the path.');
  if (!isRecord(fields)) wrong('fields', 'An object from field name to kind is wanted.');
  else
    for (const [field, use] of Object.entries(fields))
      if (typeof use !== 'string' || fieldUse(use) === undefined)
        wrong(
          `fields/${field}`,
          `One of ${FIELD_KINDS.join(', ')} is wanted, optionally with a STIX path after a space.`,
        );
  return issues.length > 0 ? { ok: false, issues } : ok(input as unknown as ObservableMapping);
}
