import { failure, ok, type Issue, type Result } from '@sanad/result';
import { canonicalTimestamp, parseTimestamp } from '../timestamp.ts';
import type { Position } from './backend.ts';

/** What a client asks of objects or manifest, parsed: `added > max(addedAfter, after)`, ascending, at most `limit`. */
export interface ObjectQuery {
  /** From `added_after`. */
  readonly addedAfter?: Position;
  /** From `next`: the last position of the page before. */
  readonly after?: Position;
  /** At least 1 and at most the backend's page size. */
  readonly limit: number;
  readonly match: Match;
}

/** Filters: a field left out takes everything; the values of one field are alternatives, different fields all hold. */
export interface Match {
  readonly id?: readonly string[];
  readonly type?: readonly string[];
  readonly version: VersionMatch;
  /** Left out: the newest `spec_version` of each object version (TAXII 2.1 §3.4.1). */
  readonly specVersion?: readonly string[];
}

/**
 * Which versions of each object, by `modified`, else `created`, else `date_added`: all of them, or those that are the
 * last, the first or of one of the dates. Dates are canonical: UTC with as few decimals as it takes.
 */
export type VersionMatch =
  | { readonly all: true }
  | { readonly all: false; readonly last: boolean; readonly first: boolean; readonly dates: readonly string[] };

/** What a DELETE narrows down to; by default every version. */
export type DeleteMatch = Pick<Match, 'version' | 'specVersion'>;

/** Which parameters an endpoint knows (TAXII 2.1 §5.3 to §5.8). */
export interface Parameters {
  readonly paging: boolean;
  readonly match: readonly MatchField[];
}

/** The fields that TAXII filters by (TAXII 2.1 §3.4.1). */
export type MatchField = 'id' | 'type' | 'version' | 'spec_version';

/** A query as it stands in a URL: `next` is still to be opened. */
export interface ParsedQuery {
  readonly addedAfter?: Position;
  readonly next?: string;
  /** What was asked for, 1 or more; left out when nothing was. */
  readonly limit?: number;
  readonly match: Match;
}

const LAST: VersionMatch = { all: false, last: true, first: false, dates: [] };

/**
 * Reads the query of a URL for an endpoint. Every parameter of TAXII that is malformed, repeated, or unknown to the
 * endpoint is an issue; what TAXII doesn't name is passed over.
 */
export function parseQuery(search: URLSearchParams, known: Parameters): Result<ParsedQuery> {
  const issues: Issue[] = [];
  const read = <T>(name: string, parse: (text: string) => T | undefined, message: string): { value?: T } => {
    const texts = search.getAll(name);
    const [text] = texts;
    if (text === undefined) return {};
    if (texts.length > 1)
      issues.push(issue('query-repeated', name, 'A parameter occurs once; commas separate values.'));
    const value = parse(text);
    if (value === undefined) issues.push(issue('query-malformed', name, message));
    return value === undefined ? {} : { value };
  };
  for (const name of new Set(search.keys())) {
    if (!isKnown(name, known)) issues.push(issue('query-unknown', name, 'This endpoint has no such parameter.'));
  }
  const listed = 'One or more values with a comma and no space between.';
  const addedAfter = read('added_after', parseTimestamp, 'A timestamp in UTC, such as 2026-01-31T08:00:00.000000Z.');
  const next = read('next', (text) => text || undefined, 'The value of next from the page before.');
  const limit = read('limit', parseLimit, 'A whole number of 1 or more.');
  const id = read('match[id]', parseList, listed);
  const type = read('match[type]', parseList, listed);
  const specVersion = read(
    'match[spec_version]',
    parseSpecVersions,
    'Versions of STIX such as 2.1, separated by commas.',
  );
  const version = read(
    'match[version]',
    parseVersions,
    'all alone, or last, first and timestamps, each once, separated by commas.',
  );
  if (issues.length > 0) return failure(...issues);
  return ok({
    ...(addedAfter.value !== undefined && { addedAfter: addedAfter.value }),
    ...(next.value !== undefined && { next: next.value }),
    ...(limit.value !== undefined && { limit: limit.value }),
    match: {
      ...(id.value && { id: id.value }),
      ...(type.value && { type: type.value }),
      version: version.value ?? LAST,
      ...(specVersion.value && { specVersion: specVersion.value }),
    },
  });
}

function isKnown(name: string, known: Parameters): boolean {
  if (name === 'added_after' || name === 'limit' || name === 'next') return known.paging;
  const field = /^match\[(.*)\]$/s.exec(name)?.[1];
  return field === undefined || known.match.some((each) => each === field);
}

function parseLimit(text: string): number | undefined {
  return /^0*[1-9]\d*$/.test(text) ? Math.min(Number(text), Number.MAX_SAFE_INTEGER) : undefined;
}

/** Distinct values in a fixed order, so that the same question is the same cursor. */
function parseList(text: string): string[] | undefined {
  const values = text.split(',');
  // oxlint-disable-next-line no-control-regex -- no identifier has them, and databases refuse NUL
  if (values.some((value) => value === '' || /[\u0000-\u001f\u007f]/.test(value))) return undefined;
  return [...new Set(values)].toSorted();
}

function parseSpecVersions(text: string): string[] | undefined {
  const values = parseList(text);
  return values?.every((value) => /^\d{1,3}\.\d{1,3}$/.test(value)) ? values : undefined;
}

function parseVersions(text: string): VersionMatch | undefined {
  const values = new Set<string>();
  for (const value of text.split(',')) {
    const version = /^(?:all|last|first)$/.test(value) ? value : canonicalTimestamp(value);
    if (version === undefined || values.has(version)) return undefined;
    values.add(version);
  }
  if (values.has('all')) return values.size === 1 ? { all: true } : undefined;
  // Set.delete answers whether the value was there; what is left are dates.
  return { all: false, last: values.delete('last'), first: values.delete('first'), dates: [...values].toSorted() };
}

const issue = (code: string, path: string, message: string): Issue => ({ code, path, message, spec: 'TAXII 2.1 §3.4' });
