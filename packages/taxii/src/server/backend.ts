import type { ApiRoot, Collection, Status } from '../resources.ts';
import type { DeleteMatch, ObjectQuery } from './query.ts';

/**
 * What the handler asks of a store.
 *
 * `Caller` is whatever the backend knows of who asks; every method but `authenticate` is given it and answers for it
 * alone. What the caller may not know of, the backend leaves out or answers with `undefined`: the caller sees 404.
 * A `TaxiiRefusal` is answered as it says, whatever else a method throws is a 500.
 * `C` is the backend's own collection; the handler passes back the very value that `collection` answered.
 */
export interface TaxiiBackend<Caller, C extends Collection = Collection> {
  /** Secret that signs the cursors of `next`, at least 32 bytes; the same on every hub and after every restart. */
  readonly cursorKey: Uint8Array<ArrayBuffer>;
  /** Values of `WWW-Authenticate`, such as `Basic realm="hub", charset="UTF-8"`. At least one. */
  readonly challenges: readonly string[];
  /** Objects in a page when the client names no `limit`, and at most. */
  readonly pageSize: { readonly usual: number; readonly most: number };

  /**
   * Says who asks, by headers alone: the body is not to be read here. `undefined` is 401 and `retryAfter`, in seconds,
   * 429. Whoever may ask without credentials is a caller too.
   */
  authenticate(request: Request): Promise<Authentication<Caller>>;
  /** A name for the caller that stays the same; a cursor works for nobody else. */
  callerKey(caller: Caller): string;

  discovery(caller: Caller): Promise<DiscoveryInformation | undefined>;
  apiRoot(caller: Caller, root: string): Promise<ApiRootInformation | undefined>;
  /** In an order that stays the same. */
  collections(caller: Caller, root: string): Promise<readonly C[] | undefined>;
  /** By id or alias. */
  collection(caller: Caller, root: string, idOrAlias: string): Promise<C | undefined>;

  /** Readable objects of the collection that match, in ascending order of the position at which they were added. */
  objects(caller: Caller, collection: C, query: ObjectQuery): Promise<ObjectPage>;
  /** The same page, described and not delivered. It also serves the versions of one object. */
  manifest(caller: Caller, collection: C, query: ObjectQuery): Promise<ManifestPage>;
  /** Takes each object by itself: a bad one is a failure in the status and doesn't keep the others out. */
  addObjects(caller: Caller, collection: C, objects: readonly unknown[]): Promise<Status>;
  /** Deletes matching versions of the object and answers whether there were any. */
  deleteObject(caller: Caller, collection: C, id: string, match: DeleteMatch): Promise<boolean>;
  /** The status of an earlier `addObjects` of this caller; kept for at least 24 hours (TAXII 2.1 §4.3). */
  status(caller: Caller, root: string, id: string): Promise<Status | undefined>;
}

/** Who asks; nobody known; or somebody who has tried too often and may try again after so many seconds. */
export type Authentication<Caller> = { readonly caller: Caller } | { readonly retryAfter: number } | undefined;

/** What discovery tells of the server; API roots by the names that stand in their paths. */
export interface DiscoveryInformation {
  readonly title: string;
  readonly description?: string;
  readonly contact?: string;
  /** One of `roots`. */
  readonly default?: string;
  readonly roots: readonly string[];
}

/** What the backend tells of an API root; the handler adds the versions that it speaks. */
export type ApiRootInformation = Omit<ApiRoot, 'versions'>;

/**
 * A place in the order in which the hub took object versions: microseconds since 1970, unique and strictly increasing
 * over all of them. As a timestamp with six decimals it is the `date_added` of TAXII.
 */
export type Position = bigint;

/** Objects as the JSON text in which they are stored, so that nothing is parsed and printed again on the way out. */
export interface ObjectPage {
  readonly objects: readonly string[];
  /** Whether anything after `lastAdded` matches. */
  readonly more: boolean;
  /** Position of the first object; missing only from an empty page. */
  readonly firstAdded?: Position;
  /** Position of the last object; a page with `more` must have it. */
  readonly lastAdded?: Position;
}

/** What a manifest says of one object version. */
export interface ManifestEntry {
  readonly id: string;
  readonly added: Position;
  /** `modified`, else `created`, else `date_added`. */
  readonly version: string;
  /** STIX 2.1 when left out. */
  readonly mediaType?: string;
}

/** A page of a manifest. */
export interface ManifestPage {
  readonly entries: readonly ManifestEntry[];
  /** Whether anything after the last entry matches. */
  readonly more: boolean;
}
