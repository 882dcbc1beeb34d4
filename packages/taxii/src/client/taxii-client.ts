import type { ApiRoot, Collection, Discovery, ManifestRecord, Status, StatusDetails } from '../resources.ts';
import { batches, envelopeOf } from './envelopes.ts';
import { isApiRoot, isCollection, isCollections, isDiscovery, isStatus, readResource } from './read-resource.ts';
import { TaxiiError } from './taxii-error.ts';
import { createTransport, sleep, type Transport, type TransportOptions } from './transport.ts';
import { walk, withMatch, type MatchFilters, type Page, type WalkOptions } from './walk.ts';

/** Which server, and how to reach it. */
export interface TaxiiClientOptions extends TransportOptions {
  /** Address of discovery, `https://…/taxii2/`. */
  readonly url: string | URL;
}

/** An API root and its address. */
export type ApiRootAt = ApiRoot & { readonly url: string };

/** A collection, its address, and the root that it is in. */
export type CollectionAt = Collection & { readonly url: string; readonly root: ApiRootAt };

/** How to add. */
export interface AddOptions {
  /** Longest envelope in bytes; never more than the API root takes. 4 MB by default. */
  readonly maxBytes?: number;
  /** Most objects in an envelope; 5,000 by default. */
  readonly maxObjects?: number;
  /** Seconds to wait for a status that stays pending; 600 by default. */
  readonly patience?: number;
  /** Told after every envelope, and whenever a pending status moves. */
  readonly onProgress?: (progress: AddProgress) => void;
}

/** How far adding has come, in objects. */
export interface AddProgress {
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Taken by the server and not yet decided. */
  readonly pending: number;
}

/** What became of all objects. */
export interface AddReport extends AddProgress {
  readonly failures: readonly StatusDetails[];
  /** The status of each envelope, in the order sent. */
  readonly statuses: readonly Status[];
}

/** A client of any TAXII 2.1 server. Its errors are `TaxiiError`s. */
export class TaxiiClient {
  readonly #home: URL;
  readonly #send: Transport;
  readonly #pause: (milliseconds: number) => Promise<void>;

  constructor({ url, ...options }: TaxiiClientOptions) {
    this.#home = asFolder(url);
    this.#send = createTransport(this.#home, options);
    const { pause = sleep, signal } = options;
    this.#pause = (milliseconds) => pause(milliseconds, signal);
  }

  /** What the server says of itself (TAXII 2.1 §4.1). */
  async discovery(): Promise<Discovery> {
    return readResource(this.#home, await this.#get(this.#home), 'discovery', isDiscovery);
  }

  /** The API roots that this client may see, the default one first (TAXII 2.1 §4.2). */
  async roots(): Promise<ApiRootAt[]> {
    const { api_roots: roots = [], default: usual } = await this.discovery();
    const urls = new Set(
      [...(usual === undefined ? [] : [usual]), ...roots].map((root) => asFolder(root, this.#home).href),
    );
    const found = await Promise.all(Array.from(urls, (url) => this.root(url).catch(unlessHidden)));
    return found.filter((root) => root !== undefined);
  }

  /** One API root by its address. */
  async root(url: string | URL): Promise<ApiRootAt> {
    const address = asFolder(url, this.#home);
    return { ...readResource(address, await this.#get(address), 'API root', isApiRoot), url: address.href };
  }

  /** The collections of an API root, or of all of them (TAXII 2.1 §5.1). */
  async collections(root?: ApiRootAt): Promise<CollectionAt[]> {
    const roots = root ? [root] : await this.roots();
    const lists = await Promise.all(
      roots.map(async (each) => {
        const url = new URL('collections/', each.url);
        const { collections = [] } = readResource(url, await this.#get(url), 'list of collections', isCollections);
        return collections.map((collection) => locate(collection, each));
      }),
    );
    return lists.flat();
  }

  /** One collection by its id or alias (TAXII 2.1 §5.2). */
  async collection(root: ApiRootAt, idOrAlias: string): Promise<CollectionAt> {
    const url = new URL(`collections/${encodeURIComponent(idOrAlias)}/`, root.url);
    return locate(readResource(url, await this.#get(url), 'collection', isCollection), root);
  }

  /** All matching objects, page by page, in the order in which the server took them (TAXII 2.1 §5.4). */
  objects(collection: CollectionAt, options: WalkOptions = {}): AsyncGenerator<Page<Record<string, unknown>>> {
    return walk(this.#send, new URL('objects/', collection.url), 'objects', options);
  }

  /** The same in brief: id, version and date added of each (TAXII 2.1 §5.3). */
  manifest(collection: CollectionAt, options: WalkOptions = {}): AsyncGenerator<Page<ManifestRecord>> {
    return walk(this.#send, new URL('manifest/', collection.url), 'objects', options);
  }

  /** The versions of one object, the last unless filters say otherwise (TAXII 2.1 §5.6). */
  async object(
    collection: CollectionAt,
    id: string,
    match?: Pick<MatchFilters, 'version' | 'specVersion'>,
  ): Promise<Record<string, unknown>[]> {
    return collect(walk(this.#send, objectUrl(collection, id), 'objects', match ? { match } : {}));
  }

  /** Which versions of an object the server has, oldest addition first (TAXII 2.1 §5.8). */
  async versions(collection: CollectionAt, id: string): Promise<string[]> {
    return collect(walk<string>(this.#send, new URL('versions/', objectUrl(collection, id)), 'versions', {}));
  }

  /**
   * Adds objects in as many envelopes as it takes, and waits until the server has decided on each (TAXII 2.1 §5.5).
   * What fits no envelope is a failure in the report. An envelope that is still refused as too long is halved.
   */
  async add(
    collection: CollectionAt,
    objects: Iterable<unknown> | AsyncIterable<unknown>,
    { maxBytes = 4_000_000, maxObjects = 5000, patience = 600, onProgress }: AddOptions = {},
  ): Promise<AddReport> {
    const most = { bytes: Math.min(maxBytes, collection.root.max_content_length), items: maxObjects };
    const refused: StatusDetails[] = [];
    const statuses: Status[] = [];
    let sent = 0;
    const report = (): AddReport => ({
      sent,
      succeeded: sum(statuses, 'success_count'),
      failed: sum(statuses, 'failure_count') + refused.length,
      pending: sum(statuses, 'pending_count'),
      failures: [...refused, ...statuses.flatMap(({ failures = [] }) => failures)],
      statuses,
    });
    for await (const batch of batches(objects, most)) {
      if ('bytes' in batch) {
        refused.push(tooLong(batch.value, batch.bytes, most.bytes));
        sent += 1;
      } else {
        statuses.push(...(await this.#post(collection, batch.texts)));
        sent += batch.texts.length;
      }
      onProgress?.(report());
    }
    await this.#settle(collection.root, statuses, patience, () => onProgress?.(report()));
    return report();
  }

  /** Deletes an object, every version of it unless filters say which (TAXII 2.1 §5.7). */
  async delete(
    collection: CollectionAt,
    id: string,
    match?: Pick<MatchFilters, 'version' | 'specVersion'>,
  ): Promise<void> {
    await this.#send(withMatch(objectUrl(collection, id), match), { method: 'DELETE' });
  }

  /** What became of an earlier POST (TAXII 2.1 §4.3). */
  async status(root: ApiRootAt, id: string): Promise<Status> {
    const url = new URL(`status/${encodeURIComponent(id)}/`, root.url);
    return readResource(url, await this.#get(url), 'status', isStatus);
  }

  async #get(url: URL): Promise<unknown> {
    return (await this.#send(url)).body;
  }

  async #post(collection: CollectionAt, texts: readonly string[]): Promise<Status[]> {
    const url = new URL('objects/', collection.url);
    try {
      const { body } = await this.#send(url, { method: 'POST', body: envelopeOf(texts) });
      return [readResource(url, body, 'status', isStatus)];
    } catch (error) {
      if (!(error instanceof TaxiiError) || error.status !== 413 || texts.length < 2) throw error;
      const half = Math.ceil(texts.length / 2);
      const before = await this.#post(collection, texts.slice(0, half));
      return [...before, ...(await this.#post(collection, texts.slice(half)))];
    }
  }

  /** Asks for each pending status until it is complete, at growing intervals. */
  async #settle(root: ApiRootAt, statuses: Status[], patience: number, moved: () => void): Promise<void> {
    for (const [index, status] of statuses.entries()) {
      let waited = 0;
      for (let current = status; current.status === 'pending' && waited < patience;) {
        const seconds = Math.min(10, 0.5 + waited / 2);
        await this.#pause(seconds * 1000);
        waited += seconds;
        current = await this.status(root, status.id);
        statuses[index] = current;
        moved();
      }
    }
  }
}

/** An address as a folder: everything in TAXII ends in `/`. */
function asFolder(url: string | URL, base?: URL): URL {
  const folder = new URL(url, base);
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  return folder;
}

const locate = (collection: Collection, root: ApiRootAt): CollectionAt => ({
  ...collection,
  root,
  url: new URL(`collections/${encodeURIComponent(collection.id)}/`, root.url).href,
});

const objectUrl = ({ url }: CollectionAt, id: string): URL => new URL(`objects/${encodeURIComponent(id)}/`, url);

/** Discovery may name roots that this client has no right to. */
function unlessHidden(error: unknown): undefined {
  if (!(error instanceof TaxiiError) || (error.status !== 403 && error.status !== 404)) throw error;
}

async function collect<Item>(pages: AsyncIterable<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page.items);
  return items;
}

const sum = (statuses: readonly Status[], count: 'success_count' | 'failure_count' | 'pending_count'): number =>
  statuses.reduce((total, status) => total + status[count], 0);

function tooLong(value: unknown, bytes: number, most: number): StatusDetails {
  const { id, modified, created } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const version = modified ?? created;
  return {
    id: typeof id === 'string' ? id : '',
    version: typeof version === 'string' ? version : '',
    message: `The object takes ${bytes} bytes, the server takes ${most}.`,
  };
}
