import { isTaxiiContent } from '../media-type.ts';
import { STIX_MEDIA_TYPE, TAXII_MEDIA_TYPE, type Collection } from '../resources.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Position, TaxiiBackend } from './backend.ts';
import { readBody } from './body.ts';
import type { Cursors } from './cursor.ts';
import { parseEnvelope } from './envelope.ts';
import { parseQuery, type Match, type ObjectQuery, type Parameters } from './query.ts';
import { refuseFor, TaxiiRefusal, taxiiResponse } from './refusal.ts';
import type { Route } from './route.ts';

/** One request whose sender is known. */
export interface Exchange<Caller, C extends Collection> {
  readonly backend: TaxiiBackend<Caller, C>;
  readonly base: string;
  readonly cursors: Cursors;
  readonly caller: Caller;
  readonly request: Request;
  readonly search: URLSearchParams;
}

type CollectionRoute = Extract<Route, { collectionId: string }>;

/** Answers a request at its endpoint (TAXII 2.1 §4 and §5). */
export async function answer<Caller, C extends Collection>(
  exchange: Exchange<Caller, C>,
  route: Route,
): Promise<Response> {
  const { backend, base, caller, request } = exchange;
  switch (route.endpoint) {
    case 'discovery': {
      const { roots, default: usual, ...about } = found(await backend.discovery(caller));
      const urlOf = (root: string) => `${base}${encodeURIComponent(root)}/`;
      return json(200, {
        ...about,
        ...(usual !== undefined && { default: urlOf(usual) }),
        api_roots: roots.map(urlOf),
      });
    }
    case 'api-root': {
      const { title, description, max_content_length } = found(await backend.apiRoot(caller, route.root));
      return json(200, { title, description, versions: [TAXII_MEDIA_TYPE], max_content_length });
    }
    case 'status':
      return json(200, found(await backend.status(caller, route.root, route.statusId)));
    case 'collections': {
      const collections = found(await backend.collections(caller, route.root));
      return json(200, { collections: collections.map(describe) });
    }
    case 'collection':
      return json(200, describe(found(await backend.collection(caller, route.root, route.collectionId))));
    case 'manifest':
      return getManifest(exchange, route);
    case 'objects':
      return request.method === 'POST' ? addObjects(exchange, route) : getObjects(exchange, route);
    case 'object':
      return request.method === 'DELETE' ? deleteObject(exchange, route) : getObjects(exchange, route);
    case 'versions':
      return getVersions(exchange, route);
  }
}

const COLLECTION: Parameters = { paging: true, match: ['id', 'type', 'version', 'spec_version'] };
const OBJECT: Parameters = { paging: true, match: ['version', 'spec_version'] };
const VERSIONS: Parameters = { paging: true, match: ['spec_version'] };
const DELETE: Parameters = { paging: false, match: ['version', 'spec_version'] };

async function getObjects<Caller, C extends Collection>(
  exchange: Exchange<Caller, C>,
  route: Extract<Route, { endpoint: 'objects' | 'object' }>,
): Promise<Response> {
  const collection = await readable(exchange, route);
  const { query, turn } = await openQuery(
    exchange,
    route,
    collection,
    route.endpoint === 'object' ? OBJECT : COLLECTION,
  );
  const page = await exchange.backend.objects(exchange.caller, collection, query);
  if (page.objects.length === 0) await knownObject(exchange, route, collection);
  const fields = await turn(page.more, page.lastAdded);
  // The objects are JSON already; only the frame around them is made here.
  const list = page.objects.length > 0 ? [`"objects":[${page.objects.join(',')}]`] : [];
  const frame = Object.entries(fields).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return taxiiResponse(200, `{${[...frame, ...list].join(',')}}`, addedHeaders(query, page.firstAdded, page.lastAdded));
}

async function getManifest<Caller, C extends Collection>(
  exchange: Exchange<Caller, C>,
  route: Extract<Route, { endpoint: 'manifest' }>,
): Promise<Response> {
  const collection = await readable(exchange, route);
  const { query, turn } = await openQuery(exchange, route, collection, COLLECTION);
  const { entries, more } = await exchange.backend.manifest(exchange.caller, collection, query);
  const objects = entries.map(({ id, added, version, mediaType = STIX_MEDIA_TYPE }) => ({
    id,
    date_added: formatTimestamp(added),
    version,
    media_type: mediaType,
  }));
  const [first, last] = [entries[0]?.added, entries.at(-1)?.added];
  return json(200, { ...(await turn(more, last)), objects }, addedHeaders(query, first, last));
}

async function getVersions<Caller, C extends Collection>(
  exchange: Exchange<Caller, C>,
  route: Extract<Route, { endpoint: 'versions' }>,
): Promise<Response> {
  const collection = await readable(exchange, route);
  const { query, turn } = await openQuery(exchange, route, collection, VERSIONS);
  const { entries, more } = await exchange.backend.manifest(exchange.caller, collection, query);
  if (entries.length === 0) await knownObject(exchange, route, collection);
  const versions = [...new Set(entries.map(({ version }) => version))];
  const [first, last] = [entries[0]?.added, entries.at(-1)?.added];
  return json(200, { ...(await turn(more, last)), versions }, addedHeaders(query, first, last));
}

async function addObjects<Caller, C extends Collection>(
  { backend, caller, request }: Exchange<Caller, C>,
  { root, collectionId }: CollectionRoute,
): Promise<Response> {
  const collection = found(await backend.collection(caller, root, collectionId));
  if (!collection.can_write) throw noRight(collection, 'write to');
  if (!isTaxiiContent(request.headers.get('content-type'))) {
    throw new TaxiiRefusal(415, {
      title: 'Objects come in a TAXII 2.1 envelope',
      description: `Send Content-Type: ${TAXII_MEDIA_TYPE}.`,
    });
  }
  if (!/^(?:identity)?$/i.test(request.headers.get('content-encoding') ?? '')) {
    throw new TaxiiRefusal(415, {
      title: 'The body is to be sent as it is',
      description: 'No Content-Encoding is known.',
    });
  }
  const { max_content_length } = found(await backend.apiRoot(caller, root));
  const objects = parseEnvelope(await readBody(request, max_content_length));
  if (!objects.ok) {
    const syntax = objects.issues.some(({ code }) => code.startsWith('json-'));
    throw refuseFor(syntax ? 400 : 422, syntax ? 'The body is not JSON' : 'The body is no envelope', objects.issues);
  }
  return json(202, await backend.addObjects(caller, collection, objects.value));
}

async function deleteObject<Caller, C extends Collection>(
  { backend, caller, search }: Exchange<Caller, C>,
  { root, collectionId, objectId }: Extract<Route, { endpoint: 'object' }>,
): Promise<Response> {
  const collection = found(await backend.collection(caller, root, collectionId));
  // Deleting takes both rights (TAXII 2.1 §5.7).
  if (!collection.can_read) throw noRight(collection, 'read');
  if (!collection.can_write) throw noRight(collection, 'write to');
  const { match } = checked(search, DELETE);
  // Without a version the object goes as a whole: afterwards it is not found.
  const version = search.has('match[version]') ? match.version : { all: true as const };
  const { specVersion } = match;
  const narrowed = { version, ...(specVersion && { specVersion }) };
  if (!(await backend.deleteObject(caller, collection, objectId, narrowed))) throw notFound();
  return taxiiResponse(200, null);
}

/** The query of a page and a function that writes `more` and `next` for the page after it. */
async function openQuery<Caller, C extends Collection>(
  { backend, caller, cursors, search }: Exchange<Caller, C>,
  route: CollectionRoute,
  collection: C,
  parameters: Parameters,
) {
  const { addedAfter, next, limit = backend.pageSize.usual, match: asked } = checked(search, parameters);
  const match: Match = {
    ...asked,
    ...(route.endpoint === 'versions' && { version: { all: true } }),
    ...('objectId' in route && { id: [route.objectId] }),
  };
  // The limit is left out: it may change from page to page.
  const scope = [backend.callerKey(caller), route.endpoint, route.root, collection.id, addedAfter, match];
  const after = next === undefined ? undefined : await cursors.open(next, scope);
  if (next !== undefined && after === undefined) {
    const message = 'The value comes unchanged from the page before, with the same filters and by the same caller.';
    throw refuseFor(400, 'next is not of this query', [
      { code: 'cursor', path: 'next', message, spec: 'TAXII 2.1 §3.4' },
    ]);
  }
  const query: ObjectQuery = {
    limit: Math.min(limit, backend.pageSize.most),
    match,
    ...(addedAfter !== undefined && { addedAfter }),
    ...(after !== undefined && { after }),
  };
  const turn = async (more: boolean, last: Position | undefined) => {
    if (!more) return last === undefined ? {} : { more };
    if (last === undefined) throw new RangeError('a page with more has a last position');
    return { more, next: await cursors.seal(last, scope) };
  };
  return { query, turn };
}

/**
 * Dates of the first and last object of the page (TAXII 2.1 §3.3). An empty page has none: both repeat where reading
 * began, so that a client which keeps the last date for its next `added_after` stays where it is.
 */
function addedHeaders({ addedAfter = 0n, after = 0n }: ObjectQuery, first?: Position, last?: Position): Headers {
  const start = addedAfter > after ? addedAfter : after;
  return new Headers({
    'x-taxii-date-added-first': formatTimestamp(first ?? start),
    'x-taxii-date-added-last': formatTimestamp(last ?? start),
  });
}

async function readable<Caller, C extends Collection>(
  { backend, caller }: Exchange<Caller, C>,
  { root, collectionId }: CollectionRoute,
): Promise<C> {
  const collection = found(await backend.collection(caller, root, collectionId));
  if (!collection.can_read) throw noRight(collection, 'read');
  return collection;
}

/** An empty page of one object is 404, unless the object is there and just the filters leave nothing of it. */
async function knownObject<Caller, C extends Collection>(
  { backend, caller }: Exchange<Caller, C>,
  route: CollectionRoute,
  collection: C,
): Promise<void> {
  if (!('objectId' in route)) return;
  const match: Match = { id: [route.objectId], version: { all: true } };
  const { entries } = await backend.manifest(caller, collection, { limit: 1, match });
  if (entries.length === 0) throw notFound();
}

function checked(search: URLSearchParams, parameters: Parameters) {
  const query = parseQuery(search, parameters);
  if (!query.ok) throw refuseFor(400, 'The query is malformed', query.issues);
  return query.value;
}

const notFound = (): TaxiiRefusal =>
  new TaxiiRefusal(404, {
    title: 'Not found',
    description: 'There is no such thing here, or none that you may know of.',
  });

function found<T>(value: T | undefined): T {
  if (value === undefined) throw notFound();
  return value;
}

/** A collection with neither right is as good as none. */
const noRight = ({ can_read, can_write }: Collection, act: string): TaxiiRefusal =>
  can_read || can_write ? new TaxiiRefusal(403, { title: `You may not ${act} this collection` }) : notFound();

/** Just what TAXII says of a collection: the backend's own may hold more. */
const describe = ({ id, title, description, alias, can_read, can_write, media_types }: Collection) => ({
  id,
  title,
  description,
  alias,
  can_read,
  can_write,
  media_types: media_types ?? [STIX_MEDIA_TYPE],
});

/** A message without empty lists (TAXII 2.1 §3.7). */
function json(status: number, message: object, headers?: Headers): Response {
  const filled = Object.entries(message).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return taxiiResponse(status, JSON.stringify(Object.fromEntries(filled)), headers);
}
