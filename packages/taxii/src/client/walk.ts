import { formatTimestamp, parseTimestamp } from '../timestamp.ts';
import { isObject, readResource } from './read-resource.ts';
import { TaxiiError } from './taxii-error.ts';
import type { Reply, Transport } from './transport.ts';

/** Filters as a client writes them; several values of one are alternatives (TAXII 2.1 §3.4.1). */
export interface MatchFilters {
  readonly id?: readonly string[];
  readonly type?: readonly string[];
  /** `all`, `last`, `first` or timestamps; the server's default is `last`. */
  readonly version?: readonly string[];
  readonly specVersion?: readonly string[];
}

/** What to walk through, and from where. */
export interface WalkOptions {
  readonly match?: MatchFilters;
  /** Only what was added after this TAXII timestamp. */
  readonly addedAfter?: string;
  /** Items to ask for in a page; left to the server when not given. */
  readonly limit?: number;
  /** Goes on where an earlier walk with the same filters stood. */
  readonly resume?: ResumePoint;
}

/** Where a walk stands, to be stored as JSON: after the last page, where the next walk finds what is new. */
export interface ResumePoint {
  readonly addedAfter?: string;
  readonly next?: string;
  /** `X-TAXII-Date-Added-Last` of the page before. */
  readonly addedLast?: string;
}

/** One page of a walk. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly addedFirst?: string;
  readonly addedLast?: string;
  /** Store it once the items are dealt with. */
  readonly resume: ResumePoint;
  /** Items so far in this walk, this page included. */
  readonly received: number;
}

/** How often a walk may lose its cursor and go on by date without getting any further. */
const MAX_SETBACKS = 3;

/**
 * All pages of an endpoint, whose items are in the list `name`. Every item comes at least once, also from servers that
 * forget a cursor once it was read, that have none, or that refuse one after a restart: the walk then goes on by date,
 * from a microsecond before the last, and may repeat items of that date. A server that runs in circles is an error.
 */
export async function* walk<Item>(
  send: Transport,
  endpoint: URL,
  name: 'objects' | 'versions',
  { match, limit, ...options }: WalkOptions,
): AsyncGenerator<Page<Item>, void, undefined> {
  let at: ResumePoint = options.resume ?? (options.addedAfter === undefined ? {} : { addedAfter: options.addedAfter });
  let received = 0;
  let setbacks = 0;
  let seen = new Set<string>();
  for (;;) {
    const url = pageUrl(endpoint, at, match, limit);
    let reply: Reply;
    try {
      // Whether a server without an answer has already moved its cursor on, nobody knows: such a page is asked for by date.
      reply = await send(url, { again: at.next === undefined });
    } catch (error) {
      if (at.next === undefined || !hasLostCursor(error) || (setbacks += 1) > MAX_SETBACKS) throw error;
      at = withoutCursor(at);
      seen = new Set();
      continue;
    }
    const { items, more, next } = readPage(url, reply.body, name);
    const [addedFirst, addedLast] = ['first', 'last'].map(
      (end) => reply.headers.get(`x-taxii-date-added-${end}`) ?? undefined,
    );
    const circle = (message: string) => new TaxiiError(message, { kind: 'protocol', url: url.href });
    const fingerprint = JSON.stringify([items.length, addedFirst, addedLast, items[0], items.at(-1), items[0] ?? next]);
    if (more && seen.has(fingerprint)) throw circle('The server gives the same page again');
    seen.add(fingerprint);
    if (addedLast !== undefined && addedLast !== at.addedLast) setbacks = 0;
    if (more && next === undefined && (addedLast === undefined || addedLast === at.addedAfter)) {
      throw circle('The server has more and says neither next nor a later date');
    }
    at = pointAfter(at, more, next, addedLast);
    received += items.length;
    yield {
      items: items as Item[],
      received,
      resume: at,
      ...(addedFirst !== undefined && { addedFirst }),
      ...(addedLast !== undefined && { addedLast }),
    };
    if (!more) return;
  }
}

/** With a cursor the walk goes on behind it; without, by date. */
function pointAfter(before: ResumePoint, more: boolean, next?: string, last?: string): ResumePoint {
  const addedLast = last ?? before.addedLast;
  const kept = { ...(addedLast !== undefined && { addedLast }) };
  if (more && next !== undefined) {
    return { next, ...kept, ...(before.addedAfter !== undefined && { addedAfter: before.addedAfter }) };
  }
  const addedAfter = addedLast ?? before.addedAfter;
  return addedAfter === undefined ? {} : { ...kept, addedAfter };
}

function withoutCursor({ addedAfter, addedLast }: ResumePoint): ResumePoint {
  const last = addedLast === undefined ? undefined : parseTimestamp(addedLast);
  if (last !== undefined && addedLast !== undefined) return { addedAfter: formatTimestamp(last - 1n), addedLast };
  return addedAfter === undefined ? {} : { addedAfter };
}

function hasLostCursor(error: unknown): boolean {
  if (!(error instanceof TaxiiError)) return false;
  return error.kind === 'network' || [400, 404, 410, 500].includes(error.status ?? 0);
}

/** Adds filters to an address. */
export function withMatch(endpoint: URL, match: MatchFilters = {}): URL {
  const url = new URL(endpoint);
  const { id, type, version, specVersion } = match;
  for (const [field, values] of Object.entries({ id, type, version, spec_version: specVersion })) {
    if (values !== undefined && values.length > 0) url.searchParams.set(`match[${field}]`, values.join(','));
  }
  return url;
}

function pageUrl(endpoint: URL, { addedAfter, next }: ResumePoint, match?: MatchFilters, limit?: number): URL {
  const url = withMatch(endpoint, match);
  if (addedAfter !== undefined) url.searchParams.set('added_after', addedAfter);
  if (limit !== undefined) url.searchParams.set('limit', String(limit));
  if (next !== undefined) url.searchParams.set('next', next);
  return url;
}

function readPage(url: URL, body: unknown, name: string): { items: unknown[]; more: boolean; next?: string } {
  const page = readResource(url, body, 'page', isObject);
  const { [name]: items = [], next, more } = page;
  if (!Array.isArray(items)) throw new TaxiiError(`${name} is no list`, { kind: 'protocol', url: url.href });
  return { items, more: more === true, ...(typeof next === 'string' && next !== '' && { next }) };
}
